// Small apps over client libraries that know nothing of this project. KIND, ISSUER, CLIENT_ID, CLIENT_SECRET and PORT are set.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const tool = createRequire(join(__dirname, '../../../../../tools/package.json'));
const { KIND, ISSUER, CLIENT_ID, CLIENT_SECRET, PORT } = process.env;
const express = tool('express');
const session = tool('express-session');

const app = express();
app.use(session({ secret: 'of this test', resave: false, saveUninitialized: false }));

/** With its own defaults; it has a session of its own, and reads userinfo. */
function withPassport() {
  const passport = tool('passport');
  const Strategy = tool('passport-openidconnect');
  passport.serializeUser((user, done) => done(null, user));
  passport.deserializeUser((user, done) => done(null, user));
  passport.use(
    new Strategy(
      {
        issuer: ISSUER,
        authorizationURL: `${ISSUER}/oauth2/v1/authorize`,
        tokenURL: `${ISSUER}/oauth2/v1/token`,
        userInfoURL: `${ISSUER}/oauth2/v1/userinfo`,
        clientID: CLIENT_ID,
        clientSecret: CLIENT_SECRET,
        callbackURL: `http://localhost:${PORT}/callback`,
        scope: 'profile email',
      },
      (_issuer, profile, done) => done(null, { user: profile.username }),
    ),
  );
  app.use(passport.session());
  app.get('/start', passport.authenticate('openidconnect'));
  app.get('/callback', passport.authenticate('openidconnect'), (request, response) => response.json(request.user));
  return Promise.resolve();
}

/** Okta's own, with the one setting that allows http. */
function withOkta() {
  const { ExpressOIDC } = tool('@okta/oidc-middleware');
  const oidc = new ExpressOIDC({
    issuer: ISSUER,
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    appBaseUrl: `http://localhost:${PORT}`,
    scope: 'openid profile email',
    routes: { loginCallback: { path: '/callback' } },
    testing: { disableHttpsCheck: true },
  });
  app.use(oidc.router);
  app.get('/start', oidc.ensureAuthenticated(), (request, response) => {
    response.json({ user: request.userContext.userinfo.preferred_username });
  });
  return new Promise((resolve, reject) => oidc.on('ready', resolve).on('error', reject));
}

const ready = KIND === 'passport' ? withPassport() : withOkta();
ready.then(() => app.listen(Number(PORT), '127.0.0.1', () => console.log('listening')));
