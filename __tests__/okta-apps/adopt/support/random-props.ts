import fc from 'fast-check';
import { PROP_WORDS } from '../../../../okta-apps/shared/prop-words';
import type { JsonObject } from '../../../../okta-apps/shared/json';

const text = fc.oneof(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), fc.constant('${source.login}'));
const uri = fc.stringMatching(/^[a-z]{1,6}$/).map((name) => `https://${name}.acme.dev/cb`);
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
const oneOf = (prop: keyof typeof PROP_WORDS): fc.Arbitrary<string> => fc.constantFrom(...PROP_WORDS[prop]);
const some = (prop: keyof typeof PROP_WORDS): fc.Arbitrary<string[]> =>
  fc.subarray([...PROP_WORDS[prop]], { minLength: 1 });
const isSet = fc.boolean();
const key = fc.record({ kty: fc.constant('RSA'), kid: text, e: fc.constant('AQAB'), n: text });

/** Props of any app that the types of `OidcWebApp` allow; the rules may object. */
export const randomProps: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      label: text,
      redirectUris: fc.uniqueArray(uri, { maxLength: 4 }),
      clientId: text,
      grantTypes: some('grantTypes'),
      responseTypes: some('responseTypes'),
      refreshToken: fc.record(
        { rotationType: oneOf('refreshToken.rotationType'), leeway: fc.integer({ min: 0, max: 60 }) },
        { requiredKeys: [] },
      ),
      tokenEndpointAuthMethod: oneOf('tokenEndpointAuthMethod'),
      jwks: fc.uniqueArray(key, { minLength: 1, maxLength: 2, selector: ({ kid }) => kid }),
      jwksUri: uri,
      pkceRequired: isSet,
      postLogoutRedirectUris: fc.uniqueArray(uri, { minLength: 1, maxLength: 3 }),
      initiateLogin: fc.record({ uri, mode: oneOf('initiateLogin.mode'), scopes: texts }, { requiredKeys: ['uri'] }),
      wildcardRedirect: oneOf('wildcardRedirect'),
      consentMethod: oneOf('consentMethod'),
      issuerMode: oneOf('issuerMode'),
      clientUri: uri,
      logoUri: uri,
      policyUri: uri,
      tosUri: uri,
      userNameTemplate: fc.oneof(text, fc.constantFrom('${source.email}', '${source.login}${instance.userSuffix}')),
      visibility: fc.record({ web: isSet, ios: isSet, autoSubmitToolbar: isSet }, { requiredKeys: [] }),
      implicitAssignment: isSet,
      notes: fc.record({ admin: text, endUser: text }, { requiredKeys: [] }),
      frontchannelLogout: fc.record({ uri, sessionRequired: isSet }, { requiredKeys: ['uri'] }),
      network: fc.record(
        { connection: oneOf('network.connection'), include: texts, exclude: texts },
        { requiredKeys: ['connection'] },
      ),
      owner: text,
      contact: text,
      criticality: oneOf('criticality'),
      status: oneOf('status'),
      profile: fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
    },
    { requiredKeys: ['label', 'redirectUris'] },
  )
  .map((props) =>
    props.grantTypes?.includes('refresh_token') === true ? props : { ...props, refreshToken: undefined },
  )
  .map((props) => Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)));
