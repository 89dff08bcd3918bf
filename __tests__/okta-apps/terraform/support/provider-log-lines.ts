/** One exchange with Okta, as the provider logs it. */
export interface Exchange {
  readonly id: string;
  readonly method: string;
  readonly uri: string;
  readonly request?: object;
  readonly status: number;
  readonly answer: object;
  /** What Okta calls the request. */
  readonly requestId?: string;
  /** Seconds within the minute. */
  readonly second?: number;
}

const TOKEN = 'SSWS 00canaryToken-in-clear';

function head(second: number): string {
  return `2026-11-21T01:00:${String(second).padStart(2, '0')}.250Z [DEBUG] provider.terraform-provider-okta_v6.12.0: `;
}

/** How the loggers of Terraform quote: the newer ones escape nothing but quotes. */
export const QUOTES = {
  newer: (text: string) => `"${text.replaceAll('"', '\\"')}"`,
  older: (text: string) => JSON.stringify(text),
};

/** The two entries of an exchange; the order and the quoting of the fields are those of Terraform's logger. */
export function logLines(
  { id, method, uri, request, status, answer, requestId, second = 1 }: Exchange,
  quote: (text: string) => string = QUOTES.newer,
): string {
  const body = request === undefined ? '""' : quote(JSON.stringify(request));
  const place =
    '@caller=github.com/hashicorp/terraform-plugin-sdk/v2@v2.38.1/helper/logging/logging_http_transport.go:162 @module=okta';
  const common = `tf_http_trans_id=${id} tf_provider_addr=registry.terraform.io/okta/okta tf_req_id=r-${id} tf_resource_type=okta_app_oauth tf_rpc=ApplyResourceChange timestamp=2026-11-21T01:00:00.000Z`;
  return [
    `${head(second)}Sending HTTP Request: Accept=application/json Authorization="${TOKEN}" ${place} tf_http_op_type=request tf_http_req_body=${body} tf_http_req_method=${method} tf_http_req_uri=${uri} tf_http_req_version=HTTP/1.1 ${common}`,
    `${head(second)}Received HTTP Response: Content-Type=application/json ${requestId === undefined ? '' : `X-Okta-Request-Id=${requestId} `}${place} tf_http_op_type=response tf_http_res_body=${quote(JSON.stringify(answer))} tf_http_res_status_code=${status} tf_http_res_status_reason="${status} Some Words" tf_http_res_version=HTTP/1.1 ${common}`,
    '',
  ].join('\n');
}

/** Okta's error with these causes. */
export function oktaError(...causes: readonly string[]): object {
  return {
    errorCode: 'E0000001',
    errorSummary: 'Api validation failed: redirect_uris',
    errorLink: 'E0000001',
    errorId: 'oaeX',
    errorCauses: causes.map((errorSummary) => ({ errorSummary })),
  };
}
