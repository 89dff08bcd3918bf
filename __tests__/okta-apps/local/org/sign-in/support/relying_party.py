"""A small app over Authlib. ISSUER, CLIENT_ID, CLIENT_SECRET and PORT are set."""
import json
import os
from http.server import BaseHTTPRequestHandler, HTTPServer

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt

ISSUER, PORT = os.environ["ISSUER"], int(os.environ["PORT"])
HOME = f"http://localhost:{PORT}"
VERIFIER = "a verifier that this test knows, of more than 43 characters".replace(" ", "-").replace(",", "")
SERVER = requests.get(f"{ISSUER}/.well-known/openid-configuration", timeout=10).json()
CLIENT = OAuth2Session(
    os.environ["CLIENT_ID"],
    os.environ["CLIENT_SECRET"],
    scope="openid profile email",
    redirect_uri=f"{HOME}/callback",
    code_challenge_method="S256",
)


def claims_of(url):
    token = CLIENT.fetch_token(SERVER["token_endpoint"], authorization_response=url, code_verifier=VERIFIER)
    keys = JsonWebKey.import_key_set(requests.get(SERVER["jwks_uri"], timeout=10).json())
    wanted = {"iss": {"values": [ISSUER]}, "aud": {"values": [CLIENT.client_id]}, "nonce": {"value": "a-nonce"}}
    claims = jwt.decode(token["id_token"], keys, claims_options=wanted)
    claims.validate()
    return claims


class App(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/start":
            url, self.server.state = CLIENT.create_authorization_url(
                SERVER["authorization_endpoint"], code_verifier=VERIFIER, nonce="a-nonce"
            )
            self.send_response(302)
            self.send_header("location", url)
            self.end_headers()
            return
        body = json.dumps({"user": claims_of(HOME + self.path)["preferred_username"]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


SERVING = HTTPServer(("127.0.0.1", PORT), App)
print("listening", flush=True)
SERVING.serve_forever()
