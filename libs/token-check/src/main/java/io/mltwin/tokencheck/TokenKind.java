package io.mltwin.tokencheck;

/**
 * The kinds of token in the platform; each is accepted only where the plane of the request takes
 * it.
 */
public enum TokenKind {
    /** Azure AD access token of a user, service principal or managed identity, for one resource. */
    AAD,
    /** Azure ML's token for one run of one workspace. */
    RUN,
    /** Azure ML's token for the notebook resource of one workspace, for one user. */
    NOTEBOOK,
    /** Azure Resource Manager's word to a provider about one call. */
    ASSERTION,
    /** One of the six services to another. */
    SERVICE,
    /** The platform's administrator. */
    ADMIN
}
