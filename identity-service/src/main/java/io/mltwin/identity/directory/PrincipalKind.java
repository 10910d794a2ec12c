package io.mltwin.identity.directory;

/** The kind of a principal of the directory. */
public enum PrincipalKind {
    USER("User"),
    GROUP("Group"),
    /** Service principal of a customer's application. */
    APPLICATION("ServicePrincipal"),
    MANAGED_IDENTITY("ServicePrincipal"),
    /** One of Microsoft's own applications, known in every tenant. */
    FIRST_PARTY("ServicePrincipal"),
    /** The platform's administrator, known in no tenant but its own. */
    ADMINISTRATOR("ServicePrincipal");

    private final String armType;

    PrincipalKind(String armType) {
        this.armType = armType;
    }

    /**
     * Returns the principal type in role assignments: {@code User}, {@code Group} or {@code
     * ServicePrincipal}.
     */
    public String armType() {
        return armType;
    }
}
