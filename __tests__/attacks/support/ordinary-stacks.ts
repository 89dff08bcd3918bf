import type { JsonObject } from '../../../okta-apps/shared/json';

const REMOTE = { backend: 's3', config: { bucket: 'acme-state', key: 'okta/groups.tfstate', region: 'eu-central-1' } };

/** Stacks as people write them for Okta, as cdktf synthesizes them. None of them leaves a decision open. */
export const ORDINARY_STACKS: Readonly<Record<string, JsonObject>> = {
  'an app and its groups': {
    resource: {
      okta_app_oauth: { shop: { label: 'Shop', type: 'web', redirect_uris: ['https://shop.acme.dev/cb'] } },
      okta_group: { staff: { name: 'Shop staff', description: 'Who may order for ${"$"}100' } },
      okta_app_group_assignments: {
        shop: {
          app_id: '${okta_app_oauth.shop.id}',
          group: [{ id: '${okta_group.staff.id}', priority: 1, profile: '{}' }],
        },
      },
    },
    output: { client_id: { value: '${okta_app_oauth.shop.client_id}', description: 'What ${this} is' } },
  },
  'groups that exist': {
    data: { okta_group: { everyone: { name: 'Everyone' } }, okta_everyone_group: { all: {} } },
    resource: {
      okta_app_group_assignment: {
        a: { app_id: '${okta_app_saml.hr.id}', group_id: '${data.okta_group.everyone.id}' },
        b: { app_id: '${okta_app_saml.hr.id}', group_id: '${data.okta_everyone_group.all.id}' },
      },
      okta_app_saml: { hr: { label: 'HR', sso_url: 'https://hr.acme.dev/saml' } },
    },
  },
  'a look-up that must hit exactly': {
    data: {
      okta_group: {
        staff: {
          name: 'Staff',
          lifecycle: {
            postcondition: [
              { condition: '${self.name == "Staff"}', error_message: 'Okta has no group named "Staff".' },
            ],
          },
        },
      },
    },
    resource: { okta_app_group_assignment: { a: { app_id: '0oa1', group_id: '${data.okta_group.staff.id}' } } },
  },
  'an authentication policy and its rules': {
    data: {
      okta_network_zone: { vpn: { name: 'VPN' } },
      okta_user: { ops: { search: [{ name: 'profile.login', value: 'ops@acme.dev' }] } },
    },
    resource: {
      okta_app_signon_policy: { strict: { name: 'Strict', description: 'Two factors' } },
      okta_app_signon_policy_rule: {
        vpn: {
          name: 'VPN',
          policy_id: '${okta_app_signon_policy.strict.id}',
          network_connection: 'ZONE',
          network_includes: ['${data.okta_network_zone.vpn.id}'],
          groups_included: ['${okta_group.staff.id}'],
          users_excluded: ['${data.okta_user.ops.id}'],
          constraints: [
            '${jsonencode({knowledge = {types = ["password"]}, possession = {hardwareProtection = "REQUIRED"}})}',
          ],
          depends_on: ['okta_group.staff'],
        },
      },
      okta_group: { staff: { name: 'Staff' } },
      okta_app_oauth: { a: { authentication_policy: '${okta_app_signon_policy.strict.id}' } },
    },
  },
  'a policy of the org by name': {
    data: {
      okta_policy: { two: { name: 'Any two factors', type: 'ACCESS_POLICY' } },
      okta_default_policy: { d: { type: 'PROFILE_ENROLLMENT' } },
    },
    resource: {
      okta_app_access_policy_assignment: {
        a: { app_id: '${okta_app_bookmark.wiki.id}', policy_id: '${data.okta_policy.two.id}' },
      },
      okta_app_bookmark: { wiki: { label: 'Wiki', url: 'https://wiki.acme.dev' } },
      okta_policy_rule_profile_enrollment: {
        r: { policy_id: '${data.okta_default_policy.d.id}', unknown_user_action: 'DENY' },
      },
    },
  },
  'an authorization server': {
    data: { okta_auth_server: { main: { name: 'main' } } },
    resource: {
      okta_auth_server: { api: { name: 'api', audiences: ['api://acme'] } },
      okta_auth_server_scope: { read: { auth_server_id: '${okta_auth_server.api.id}', name: 'read' } },
      okta_auth_server_claim: {
        groups: {
          auth_server_id: '${data.okta_auth_server.main.id}',
          name: 'groups',
          value_type: 'GROUPS',
          value: 'acme-',
        },
      },
      okta_auth_server_policy: {
        p: {
          auth_server_id: '${okta_auth_server.api.id}',
          client_whitelist: ['${okta_app_oauth.a.client_id}', '${okta_app_oauth.a.id}'],
        },
      },
      okta_auth_server_policy_rule: {
        r: {
          auth_server_id: '${okta_auth_server.api.id}',
          policy_id: '${okta_auth_server_policy.p.id}',
          group_whitelist: ['EVERYONE'],
        },
      },
      okta_app_oauth: { a: { label: 'A' } },
    },
  },
  'a group rule': {
    resource: {
      okta_group: { eu: { name: 'EU' } },
      okta_group_rule: {
        eu: { name: 'EU', expression_value: 'user.countryCode == "DE"', group_assignments: ['${okta_group.eu.id}'] },
      },
    },
  },
  'users and their groups': {
    resource: {
      okta_user: { robot: { login: 'robot@acme.dev', email: 'robot@acme.dev', first_name: 'R', last_name: 'Robot' } },
      okta_user_group_memberships: { robot: { user_id: '${okta_user.robot.id}', groups: ['${okta_group.robots.id}'] } },
      okta_group_memberships: { robots: { group_id: '${okta_group.robots.id}', users: ['${okta_user.robot.id}'] } },
      okta_group: { robots: { name: 'Robots' } },
    },
  },
  'groups for each of a list': {
    resource: {
      okta_group: {
        team: { for_each: '${toset(["a", "b"])}', name: 'team-${each.key}', description: '${upper(each.value)}' },
      },
      okta_app_group_assignment: {
        a: { for_each: '${toset(["a", "b"])}', app_id: '0oa1', group_id: '${okta_group.team[each.key].id}' },
      },
    },
  },
  'groups by number': {
    resource: {
      okta_group: { team: { count: 2, name: 'team-${count.index + 1}' } },
      okta_app_group_assignment: { a: { app_id: '0oa1', group_id: '${okta_group.team[1].id}' } },
    },
  },
  'names from locals': {
    locals: {
      company: 'acme',
      host: 'https://${local.company}.dev',
      uris: ['${local.host}/cb', '${local.host}/silent'],
      staff: '${okta_group.staff.id}',
    },
    resource: {
      okta_app_oauth: {
        a: { label: '${title(local.company)}', redirect_uris: '${local.uris}', client_uri: '${local.uris[0]}' },
      },
      okta_group: { staff: { name: 'Staff' } },
      okta_app_group_assignment: { a: { app_id: '${okta_app_oauth.a.id}', group_id: '${local.staff}' } },
    },
  },
  'functions of literals': {
    resource: {
      okta_app_oauth: {
        a: {
          label: '${join(" ", ["Acme", title("shop")])}',
          redirect_uris: '${formatlist("https://%s.acme.dev/cb", ["a", "b"])}',
          post_logout_redirect_uris: '${[for host in ["a", "b"] : "https://${host}.acme.dev/" if host != "b"]}',
          profile: '${jsonencode({"team" = "shop"})}',
          admin_note: '%{ for team in ["a", "b"] }${team} %{ endfor }',
          hide_web: '${contains(["a"], "b") ? true : !false}',
        },
      },
    },
  },
  'another stack that shares ids': {
    data: { terraform_remote_state: { 'cross-stack-reference-input-groups': REMOTE } },
    resource: {
      okta_app_group_assignment: {
        a: {
          app_id: '0oa1',
          group_id:
            '${data.terraform_remote_state.cross-stack-reference-input-groups.outputs.cross-stack-output-okta_group-staff-id}',
        },
      },
    },
  },
  'a stack that others read': {
    resource: { okta_group: { staff: { name: 'Staff' } } },
    output: { 'cross-stack-output-okta_group-staff-id': { value: '${okta_group.staff.id}', sensitive: true } },
  },
};
