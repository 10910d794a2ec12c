package io.mltwin.armweb;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An id of Azure Resource Manager: a tenant, a subscription, a resource group, a resource, or a
 * resource that extends one of these (a role assignment, a lock).
 *
 * <p>Names keep their case, comparison ignores it, as ARM does. {@code parent} is the scope that
 * the last {@code /providers/} segment hangs on. However an id is made, its parts hold Azure's
 * characters alone; what does not is a 404.
 */
public final class ArmResourceId {

    /** The tenant itself, {@code /}. */
    public static final ArmResourceId ROOT = new ArmResourceId(null, null, null, List.of(), List.of());

    private final ArmResourceId parent;
    private final String subscriptionId;
    private final String namespace;
    private final List<String> types;
    private final List<String> names;

    private ArmResourceId(
            ArmResourceId parent, String subscriptionId, String namespace, List<String> types, List<String> names) {
        this.parent = parent;
        this.subscriptionId = subscriptionId;
        this.namespace = namespace;
        this.types = types;
        this.names = names;
    }

    public static ArmResourceId subscription(String subscriptionId) {
        IdSegmentValidator.requireName(subscriptionId, "subscriptions");
        return new ArmResourceId(
                ROOT, subscriptionId, "Microsoft.Resources", List.of("subscriptions"), List.of(subscriptionId));
    }

    public ArmResourceId resourceGroup(String name) {
        IdSegmentValidator.requireName(name, "resourceGroups");
        return new ArmResourceId(
                this,
                subscriptionId,
                "Microsoft.Resources",
                List.of("subscriptions", "resourceGroups"),
                List.of(subscriptionId, name));
    }

    /** Returns a resource of {@code namespace/type} below this scope. */
    public ArmResourceId provider(String providerNamespace, String type, String name) {
        IdSegmentValidator.requireNamespace(providerNamespace);
        IdSegmentValidator.requireType(type, providerNamespace);
        IdSegmentValidator.requireName(name, type);
        return new ArmResourceId(this, subscriptionId, providerNamespace, List.of(type), List.of(name));
    }

    /** Returns a child of this resource, such as {@code computes/cpu} of a workspace. */
    public ArmResourceId child(String type, String name) {
        IdSegmentValidator.requireType(type, namespace);
        IdSegmentValidator.requireName(name, type);
        List<String> childTypes = new ArrayList<>(types);
        childTypes.add(type);
        List<String> childNames = new ArrayList<>(names);
        childNames.add(name);
        return new ArmResourceId(parent, subscriptionId, namespace, List.copyOf(childTypes), List.copyOf(childNames));
    }

    /**
     * Reads an id.
     *
     * @throws AzureException 400 {@code InvalidResourceId} when the text is no complete id
     */
    public static ArmResourceId parse(String text) {
        ArmTarget target = ArmTarget.parse(text);
        if (target.collection() != null) {
            throw badRequest(
                    "LinkedInvalidPropertyId",
                    "Property id '%s' is not a full resource id: the name of '%s' is missing.",
                    text,
                    target.collection());
        }
        return target.id();
    }

    public String subscriptionId() {
        return subscriptionId;
    }

    /** Name of the resource group this id lies in, or null. */
    public String resourceGroup() {
        if (isResourceGroup()) {
            return names.get(1);
        }
        return parent == null ? null : parent.resourceGroup();
    }

    public String namespace() {
        return namespace;
    }

    public List<String> types() {
        return types;
    }

    public List<String> names() {
        return names;
    }

    public String name() {
        return names.isEmpty() ? "" : names.get(names.size() - 1);
    }

    /**
     * Full type, {@code Microsoft.KeyVault/vaults}; {@code Microsoft.Resources/tenants} for the
     * root.
     */
    public String type() {
        return types.isEmpty() ? "Microsoft.Resources/tenants" : namespace + "/" + String.join("/", types);
    }

    public boolean isRoot() {
        return types.isEmpty();
    }

    public boolean isSubscription() {
        return isResources() && types.size() == 1;
    }

    public boolean isResourceGroup() {
        return isResources() && types.size() == 2;
    }

    private boolean isResources() {
        return "Microsoft.Resources".equals(namespace) && !types.isEmpty() && "subscriptions".equals(types.get(0));
    }

    /**
     * Returns the scope one level up: the parent resource of a child, else the scope of the
     * provider segment.
     */
    public ArmResourceId parent() {
        if (isResources() || types.size() <= 1) {
            return parent;
        }
        return new ArmResourceId(
                parent,
                subscriptionId,
                namespace,
                types.subList(0, types.size() - 1),
                names.subList(0, names.size() - 1));
    }

    /** Returns the scope the last {@code /providers/} segment hangs on. */
    public ArmResourceId providerScope() {
        return parent;
    }

    /** This scope and every scope above it, nearest first, ending with the root. */
    public List<ArmResourceId> withAncestors() {
        List<ArmResourceId> scopes = new ArrayList<>();
        for (ArmResourceId id = this; id != null; id = id.parent()) {
            scopes.add(id);
        }
        return scopes;
    }

    /** Key for maps and index columns: the id in lower case. */
    public String key() {
        return AsciiCase.lower(toString());
    }

    @Override
    public String toString() {
        if (isRoot()) {
            return "/";
        }
        if (isSubscription()) {
            return "/subscriptions/" + names.get(0);
        }
        if (isResourceGroup()) {
            return "/subscriptions/" + names.get(0) + "/resourceGroups/" + names.get(1);
        }
        StringBuilder text = new StringBuilder(parent.isRoot() ? "" : parent.toString());
        text.append("/providers/").append(namespace);
        for (int i = 0; i < types.size(); i++) {
            text.append('/').append(types.get(i)).append('/').append(names.get(i));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArmResourceId that && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return Objects.hash(key());
    }
}
