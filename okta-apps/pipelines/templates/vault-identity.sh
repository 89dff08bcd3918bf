if [ -n "${VAULT_ROLE:-}" ]; then
  VAULT_JWT=$(identity ((vault)) VAULT_JWT)
  export VAULT_JWT
fi
