import type { JsonObject } from '../../../okta-apps/shared/json';

/** What stands around apps: secrets, other providers, checks, brands. None of it leaves a decision open. */
export const ORDINARY_SURROUNDINGS: Readonly<Record<string, JsonObject>> = {
  'a secret from a variable': {
    variable: {
      secret: {
        type: 'string',
        sensitive: true,
        ephemeral: true,
        nullable: false,
        description: 'Secret of ${app}.',
        validation: [
          {
            condition: '${length(var.secret) >= 14 && can(regex("^[ -~]+$", var.secret))}',
            error_message: 'Too short.',
          },
        ],
      },
    },
    resource: { okta_app_oauth: { a: { client_basic_secret_wo: '${var.secret}', client_basic_secret_wo_version: 1 } } },
  },
  'the secrets of several apps in one variable': {
    variable: { secrets: { type: 'string', sensitive: true, ephemeral: true } },
    resource: {
      okta_app_oauth: {
        a: { client_basic_secret_wo: '${jsondecode(var.secrets)["a"]}' },
        b: { client_basic_secret_wo: '${jsondecode(var.secrets).b}' },
      },
    },
  },
  'a secret of Vault': {
    ephemeral: { vault_kv_secret_v2: { shop: { mount: 'apps', name: 'shop' } } },
    resource: {
      okta_app_oauth: { a: { client_basic_secret_wo: '${ephemeral.vault_kv_secret_v2.shop.data["secret"]}' } },
    },
  },
  'the key of a new app kept in a secret store': {
    variable: { key: { type: 'string', sensitive: true, ephemeral: true } },
    resource: {
      aws_secretsmanager_secret: { shop: { name: 'shop' } },
      aws_secretsmanager_secret_version: {
        shop: {
          secret_id: '${aws_secretsmanager_secret.shop.id}',
          secret_string_wo: '${var.key}',
          secret_string_wo_version: 1,
        },
      },
    },
  },
  'ids for another provider': {
    resource: {
      okta_app_oauth: { a: { label: 'A' } },
      aws_ssm_parameter: { id: { name: '/apps/a/client-id', type: 'String', value: '${okta_app_oauth.a.client_id}' } },
      aws_iam_openid_connect_provider: {
        okta: { url: 'https://acme.okta.com', client_id_list: ['${okta_app_oauth.a.client_id}'] },
      },
    },
  },
  'resources of another provider that refer to each other': {
    data: { aws_caller_identity: { me: {} } },
    resource: {
      random_pet: { name: { keepers: { app: '${okta_app_oauth.a.id}' } } },
      aws_s3_bucket: { logos: { bucket: '${random_pet.name.id}' } },
      aws_s3_bucket_versioning: {
        logos: { bucket: '${aws_s3_bucket.logos.id}', versioning_configuration: { status: 'Enabled' } },
      },
      null_resource: { after: { triggers: { account: '${data.aws_caller_identity.me.account_id}' } } },
      okta_app_oauth: { a: { label: 'A' } },
    },
  },
  'a replacement on purpose': {
    resource: {
      terraform_data: { generation: { input: '2' } },
      okta_app_oauth: {
        a: {
          label: 'A',
          lifecycle: {
            replace_triggered_by: ['terraform_data.generation'],
            ignore_changes: ['groups', 'network[0].include'],
            prevent_destroy: true,
          },
        },
      },
    },
  },
  'moves, imports and what is forgotten': {
    moved: [{ from: 'okta_app_oauth.old', to: 'okta_app_oauth.new["a-b"]' }],
    import: [{ to: 'okta_app_oauth.new', id: '0oa1', provider: 'okta.other' }],
    removed: [{ from: 'okta_group.gone', lifecycle: { destroy: false } }],
  },
  'a check': {
    check: {
      apps: { assert: [{ condition: '${okta_app_oauth.a.status == "ACTIVE"}', error_message: 'The app is off.' }] },
    },
    resource: { okta_app_oauth: { a: { label: 'A' } } },
  },
  preconditions: {
    resource: {
      okta_app_oauth: {
        a: {
          label: 'A',
          lifecycle: {
            precondition: { condition: '${data.okta_group.g.id != ""}', error_message: 'The group is gone.' },
          },
        },
      },
    },
    data: { okta_group: { g: { name: 'G' } } },
  },
  'keys in dynamic blocks': {
    resource: {
      okta_app_oauth: {
        a: {
          label: 'A',
          dynamic: {
            jwks: { for_each: ['one', 'two'], iterator: 'key', content: { kid: '${key.value}', kty: 'RSA' } },
          },
        },
      },
      okta_app_group_assignments: {
        a: {
          app_id: '0oa1',
          dynamic: { group: { for_each: ['x'], content: { id: '${okta_group.g.id}', profile: '${group.value}' } } },
        },
      },
      okta_group: { g: { name: 'G' } },
    },
  },
  'a brand, its domain and its theme': {
    resource: {
      okta_brand: { acme: { name: 'Acme' } },
      okta_domain: { login: { name: 'login.acme.dev', brand_id: '${okta_brand.acme.id}' } },
      okta_domain_verification: { login: { domain_id: '${okta_domain.login.id}' } },
      okta_theme: { acme: { brand_id: '${okta_brand.acme.id}', logo: 'assets/logo/1/logo.png' } },
    },
  },
  hooks: {
    resource: {
      okta_event_hook: { h: { name: 'h', events: ['user.lifecycle.create'] } },
      okta_event_hook_verification: { h: { event_hook_id: '${okta_event_hook.h.id}' } },
      okta_inline_hook: { i: { name: 'i' } },
      okta_app_saml: { s: { label: 'S', inline_hook_id: '${okta_inline_hook.i.id}' } },
    },
  },
  'an identity provider and who is sent to it': {
    variable: { idp_secret: { sensitive: true, ephemeral: true } },
    resource: {
      okta_idp_oidc: {
        partner: {
          name: 'Partner',
          client_secret_wo: '${var.idp_secret}',
          groups_assignment: ['${okta_group.partners.id}'],
        },
      },
      okta_group: { partners: { name: 'Partners' } },
      okta_policy_rule_idp_discovery: {
        r: {
          idp_providers: [{ id: '${okta_idp_oidc.partner.id}', type: 'OIDC' }],
          app_include: [{ id: '${okta_app_oauth.a.id}', type: 'APP' }],
        },
      },
      okta_app_oauth: { a: { label: 'A' } },
    },
  },
  'user names and Okta expressions': {
    resource: {
      okta_app_oauth: {
        a: {
          user_name_template: '$${source.login}',
          groups_claim: { type: 'EXPRESSION', value: 'Groups.startsWith("OKTA", "acme-", 10)' },
        },
      },
      okta_app_user_schema_property: {
        p: { app_id: '${okta_app_oauth.a.id}', index: 'team', title: '100 %', description: '50 %%{ off' },
      },
    },
  },
  zones: {
    resource: {
      okta_network_zone: {
        office: { name: 'Office', type: 'IP', gateways: ['10.0.0.0/8', '${cidrsubnet("10.0.0.0/8", 8, 2)}'] },
      },
      okta_policy_signon: { p: { name: 'P', groups_included: ['${okta_group.staff.id}'] } },
      okta_policy_rule_signon: {
        r: { policy_id: '${okta_policy_signon.p.id}', network_includes: ['${okta_network_zone.office.id}'] },
      },
      okta_group: { staff: { name: 'Staff' } },
    },
  },
  'templates and files of assets': {
    resource: {
      okta_email_customization: {
        c: { brand_id: '${okta_brand.b.id}', body: '${file("assets/mail/0A1B/mail.html")}' },
      },
      okta_customized_signin_page: {
        p: {
          brand_id: '${okta_brand.b.id}',
          page_content: '${templatefile("${path.module}/assets/page/0A1B/page.html", {company = "Acme"})}',
        },
      },
      okta_brand: { b: { name: 'B' } },
    },
  },
};

/** What `assets/` of the last stack holds. */
export const ASSETS: Readonly<Record<string, string>> = {
  './assets/page/0A1B/page.html': '<h1>${upper(company)}</h1>\n%{ if company == "Acme" }<p>Hi</p>%{ endif }\n',
};
