package io.mltwin.armweb;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.UriEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The target of a path of Azure Resource Manager: a resource, or a collection (or POST operation)
 * below one.
 *
 * @param id the resource, or the parent of the collection
 * @param namespace provider namespace of the last {@code /providers/} segment, or
 *     Microsoft.Resources
 * @param type full type of the resource or of the collection's items, {@code
 *     Microsoft.KeyVault/vaults}; for a path that ends after a namespace, the namespace alone
 * @param collection last segment when the path ends in a type or an operation name, else null
 */
public record ArmTarget(ArmResourceId id, String namespace, String type, String collection) {

    /** The sign that the decoder puts in place of bytes that are no UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    /** POST operations that Azure counts as reading. */
    private static final Set<String> READING_POSTS = Set.of(
            "microsoft.containerregistry/checknameavailability",
            "microsoft.keyvault/checknameavailability",
            "microsoft.machinelearningservices/workspaces/diagnose",
            "microsoft.policyinsights/policystates/queryresults",
            "microsoft.policyinsights/policystates/summarize",
            "microsoft.policyinsights/policyevents/queryresults",
            "microsoft.resources/calculatetemplatehash",
            "microsoft.storage/checknameavailability");

    /**
     * Reads a path, with {@code //} collapsed and the fixed segments in any case (ARM is
     * case-insensitive and Azure CLI sends doubled slashes).
     *
     * @throws AzureException 404 {@code InvalidResourceId} for a path that is none of ARM's
     */
    public static ArmTarget parse(String path) {
        return new Reader(segments(path)).read();
    }

    /** True when the path ends right after a provider namespace. */
    public boolean isProviderOnly() {
        return collection == null && type.equals(namespace);
    }

    /** True when a request of this method changes nothing: a read, or a POST that is a query. */
    public boolean isRead(String method) {
        return action(method).endsWith("/read");
    }

    /**
     * Returns the action of Azure RBAC that a request of this method needs: read, write, delete, or
     * the POST operation's name with {@code /action}, or {@code /read} for a query.
     */
    public String action(String method) {
        return switch (AsciiCase.upper(method)) {
            case "GET", "HEAD" ->
                isProviderOnly() ? "Microsoft.Resources/subscriptions/providers/read" : type + "/read";
            case "PUT", "PATCH" -> type + "/write";
            case "DELETE" -> type + "/delete";
            default -> type + (READING_POSTS.contains(AsciiCase.lower(type)) ? "/read" : "/action");
        };
    }

    private static List<String> segments(String path) {
        List<String> result = new ArrayList<>();
        for (String raw : path.split("/")) {
            if (!raw.isEmpty()) {
                result.add(segment(raw));
            }
        }
        return result;
    }

    private static String segment(String raw) {
        String text;
        try {
            text = decode(raw);
        } catch (IllegalArgumentException malformed) {
            throw invalidUri("The path segment '" + raw + "' is not percent-encoded correctly.");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw invalidUri("The path holds a control character.");
            }
        }
        return text;
    }

    private static AzureException invalidUri(String why) {
        return badRequest("InvalidRequestUri", why);
    }

    private static String decode(String raw) {
        String text = UriEncoding.decodePathSegment(raw);
        if (text.indexOf(REPLACEMENT) >= 0
                && raw.indexOf(REPLACEMENT) < 0
                && !AsciiCase.upper(raw).contains("%EF%BF%BD")) {
            throw new IllegalArgumentException("It is not UTF-8.");
        }
        return text;
    }

    private static final class Reader {
        private static final String TAG_NAMES = "Microsoft.Resources/tagNames";

        private final List<String> segments;
        private ArmResourceId scope = ArmResourceId.ROOT;
        private String namespace = "Microsoft.Resources";
        private boolean scopeIsOfNamespace;
        private int at;

        Reader(List<String> segments) {
            this.segments = segments;
        }

        ArmTarget read() {
            while (at < segments.size()) {
                String word = segments.get(at);
                if (AsciiCase.equal(word, "providers")) {
                    at++;
                    if (at == segments.size()) {
                        return new ArmTarget(scope, namespace, scope.type() + "/providers", "providers");
                    }
                    namespace = ResourceTypeTable.spelling(IdSegmentValidator.requireNamespace(segments.get(at++)));
                    scopeIsOfNamespace = false;
                    if (at == segments.size()) {
                        return new ArmTarget(scope, namespace, namespace, null);
                    }
                } else if (at + 1 == segments.size()) {
                    return collection(type(word));
                } else {
                    descend(type(word), segments.get(at + 1));
                    at += 2;
                }
            }
            return new ArmTarget(scope, namespace, ofSubscription(scope.type()), null);
        }

        private String type(String word) {
            return ResourceTypeTable.spelling(IdSegmentValidator.requireType(word, namespace));
        }

        /** Tag names are children of a subscription without being resources of a provider. */
        private static String ofSubscription(String type) {
            return AsciiCase.startsWith(type, TAG_NAMES)
                    ? "Microsoft.Resources/subscriptions/" + type.substring("Microsoft.Resources/".length())
                    : type;
        }

        private ArmTarget collection(String type) {
            String full = scopeIsOfNamespace ? scope.type() + "/" + type : namespace + "/" + type;
            if (scope.isSubscription() && type.equals("resourceGroups") && namespace.equals("Microsoft.Resources")) {
                full = "Microsoft.Resources/subscriptions/resourceGroups";
            }
            return new ArmTarget(scope, namespace, full, type);
        }

        private void descend(String type, String name) {
            if (scopeIsOfNamespace && !scope.isSubscription() && !scope.isResourceGroup()) {
                scope = scope.child(type, name);
            } else if (scope.isRoot() && type.equals("subscriptions") && !scopeIsOfNamespace) {
                scope = ArmResourceId.subscription(name);
            } else if (scope.isSubscription() && type.equals("resourceGroups") && scopeIsOfNamespace) {
                scope = scope.resourceGroup(name);
            } else if (scope.isRoot() && namespace.equals("Microsoft.Resources")) {
                throw notFound(
                        "InvalidResourceId",
                        "The path '/%s' is no resource of Azure Resource Manager.",
                        String.join("/", segments));
            } else {
                scope = scope.provider(namespace, type, name);
            }
            scopeIsOfNamespace = true;
        }
    }
}
