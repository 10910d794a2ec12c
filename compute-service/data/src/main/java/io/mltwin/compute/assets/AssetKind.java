package io.mltwin.compute.assets;

/** The kinds of assets, with the names that Azure Resource Manager gives to their types. */
public enum AssetKind {
    CODE("codes", "code"),
    DATA("data", "data"),
    COMPONENT("components", "component");

    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces/";

    private final String segment;
    private final String noun;

    AssetKind(String segment, String noun) {
        this.segment = segment;
        this.noun = noun;
    }

    /** As it stands in ids, {@code codes}. */
    public String segment() {
        return segment;
    }

    /** As it stands in sentences. */
    String noun() {
        return noun;
    }

    String type() {
        return WORKSPACES + segment;
    }

    String versionType() {
        return type() + "/versions";
    }

    /** The action of Azure RBAC that reads a version. */
    public String readAction() {
        return versionType() + "/read";
    }
}
