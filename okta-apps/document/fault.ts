/** Something in a document that blocks its stack: what Terraform would do with it cannot be reviewed. */
export interface Fault {
  /** `review/undecidable` */
  readonly rule: 'document/syntax' | 'document/function' | 'review/undecidable';
  /** `okta_app_oauth.billing` */
  readonly address: string;
  /** `redirect_uris[0]` */
  readonly path: string;
  readonly message: string;
}
