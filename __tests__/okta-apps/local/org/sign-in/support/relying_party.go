// A small app over coreos/go-oidc and golang.org/x/oauth2. ISSUER, CLIENT_ID, CLIENT_SECRET and PORT are set.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

func main() {
	ctx := context.Background()
	provider, err := oidc.NewProvider(ctx, os.Getenv("ISSUER"))
	if err != nil {
		log.Fatal(err)
	}
	clientID := os.Getenv("CLIENT_ID")
	client := oauth2.Config{
		ClientID:     clientID,
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		Endpoint:     provider.Endpoint(),
		RedirectURL:  "http://localhost:" + os.Getenv("PORT") + "/callback",
		Scopes:       []string{oidc.ScopeOpenID, "profile", "email"},
	}
	verifier := oauth2.GenerateVerifier()
	checker := provider.Verifier(&oidc.Config{ClientID: clientID})

	http.HandleFunc("/start", func(response http.ResponseWriter, request *http.Request) {
		options := []oauth2.AuthCodeOption{oidc.Nonce("a-nonce"), oauth2.S256ChallengeOption(verifier)}
		http.Redirect(response, request, client.AuthCodeURL("a-state", options...), http.StatusFound)
	})
	http.HandleFunc("/callback", func(response http.ResponseWriter, request *http.Request) {
		user, err := userOf(ctx, client, provider, checker, request, verifier)
		if err != nil {
			http.Error(response, err.Error(), http.StatusForbidden)
			return
		}
		json.NewEncoder(response).Encode(map[string]string{"user": user})
	})
	listener, err := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening")
	log.Fatal(http.Serve(listener, nil))
}

func userOf(ctx context.Context, client oauth2.Config, provider *oidc.Provider, checker *oidc.IDTokenVerifier, request *http.Request, verifier string) (string, error) {
	if request.URL.Query().Get("state") != "a-state" {
		return "", fmt.Errorf("another state")
	}
	token, err := client.Exchange(ctx, request.URL.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		return "", err
	}
	raw, _ := token.Extra("id_token").(string)
	idToken, err := checker.Verify(ctx, raw)
	if err != nil {
		return "", err
	}
	if idToken.Nonce != "a-nonce" || idToken.VerifyAccessToken(token.AccessToken) != nil {
		return "", fmt.Errorf("another nonce or at_hash")
	}
	info, err := provider.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return "", err
	}
	var claims struct {
		User string `json:"preferred_username"`
	}
	if err := info.Claims(&claims); err != nil {
		return "", err
	}
	return claims.User, nil
}
