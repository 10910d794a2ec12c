package io.mltwin.identity.oauth.tokens;

/** Azure AD's two token endpoints; each issues its own version of tokens and answers. */
enum TokenVersion {
    V1,
    V2
}
