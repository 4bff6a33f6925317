// A certified OpenID provider for the tests: `node provider.mjs '{"alg":"ES256","audience":"…","users":[…]}'`.
//
// It prints its issuer once it listens. A user is a client that asks for a token for itself (client_credentials): the
// claims that are its own come with the token. POST /rotate signs with a new key from now on and goes on to publish the
// old ones; POST /forget publishes the newest alone. It ends when its standard input does.

import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'

const { alg, audience, users } = JSON.parse(process.argv[2])
const kinds = {
  ES256: ['ec', { namedCurve: 'P-256' }],
  RS256: ['rsa', { modulusLength: 2048 }],
  PS256: ['rsa', { modulusLength: 2048 }],
  EdDSA: ['ed25519', {}],
}

let made = 0
function key() {
  const { privateKey } = generateKeyPairSync(...kinds[alg])
  made += 1
  return { ...privateKey.export({ format: 'jwk' }), kid: `key-${made}`, use: 'sig', alg }
}

let keys = [key()]

function provider(issuer) {
  const claims = Object.fromEntries(users.map(({ id, ...claims }) => [id, claims]))
  const resource = {
    scope: 'hub',
    audience,
    accessTokenFormat: 'jwt',
    accessTokenTTL: 600,
    jwt: { sign: { alg, kid: keys[0].kid } },
  }
  return new Provider(issuer, {
    jwks: { keys },
    clients: users.map(({ id }) => ({
      client_id: id,
      client_secret: `secret of ${id}`,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      id_token_signed_response_alg: alg,
    })),
    scopes: ['hub'],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: () => resource,
      },
    },
    extraTokenClaims(_, token) {
      const { signed_in_ago: ago, ...own } = claims[token.clientId]
      const now = Math.floor(Date.now() / 1000)
      return ago === undefined ? own : { ...own, auth_time: now - ago }
    },
  })
}

let answer
const server = createServer((request, response) => {
  if (request.method === 'POST' && ['/rotate', '/forget'].includes(request.url)) {
    keys = request.url === '/rotate' ? [key(), ...keys] : keys.slice(0, 1)
    answer = provider(issuer).callback()
    response.writeHead(204).end()
  } else {
    answer(request, response)
  }
})
let issuer
server.listen(0, '127.0.0.1', () => {
  issuer = `http://127.0.0.1:${server.address().port}`
  answer = provider(issuer).callback()
  console.log(`issuer=${issuer}`)
})
process.stdin.resume()
process.stdin.on('end', () => process.exit())
