package io.mltwin.junit;

/** How long tests share a tenant. */
public enum TenantScope {
    /** All tests of the class have one. */
    CLASS,
    /** Each test has one of its own; a constructor cannot ask for it. */
    METHOD
}
