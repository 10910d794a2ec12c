package io.mltwin.identity.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client asks a token for. On the v2 endpoint the resource is the scope without its last
 * segment, so {@code https://x//.default} asks for {@code https://x/}, as Azure CLI does.
 *
 * @param resource as asked, which becomes the audience
 * @param asked all scopes as sent
 * @param openId true when an id token is wanted
 */
record RequestedScope(String resource, List<String> asked, boolean openId) {

    private static final String DEFAULT = "/.default";
    private static final Set<String> OPEN_ID =
            Set.of("openid", "profile", "email", "offline_access");

    /**
     * For an application: exactly one scope, and that for all of a resource. MSAL for Java adds
     * OpenID Connect's scopes here too; they mean nothing for an application.
     */
    static RequestedScope ofApplication(TokenRequest request) {
        if (request.version() == TokenVersion.V1) {
            return v1(request);
        }
        String scope =
                Arrays.stream(v2Scope(request).trim().split("\\s+"))
                        .filter(word -> !OPEN_ID.contains(word.toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining(" "));
        if (!scope.endsWith(DEFAULT) || scope.length() == DEFAULT.length() || scope.contains(" ")) {
            throw AadErrors.applicationScope(scope);
        }
        return new RequestedScope(
                scope.substring(0, scope.length() - DEFAULT.length()), List.of(scope), false);
    }

    /**
     * For a user: scopes of one resource, beside those of OpenID Connect.
     *
     * @param graph the resource meant by scopes that name none
     */
    static RequestedScope ofUser(TokenRequest request, String graph) {
        if (request.version() == TokenVersion.V1) {
            return v1(request);
        }
        List<String> asked = List.of(v2Scope(request).trim().split("\\s+"));
        List<String> resources = new ArrayList<>();
        for (String scope : asked) {
            if (!OPEN_ID.contains(scope.toLowerCase(Locale.ROOT))) {
                String resource = resourceOf(scope, graph);
                if (!resources.contains(resource)) {
                    resources.add(resource);
                }
            }
        }
        if (resources.size() > 1) {
            throw AadErrors.invalidScope(
                    String.join(" ", asked), "it names more than one resource");
        }
        return new RequestedScope(
                resources.isEmpty() ? graph : resources.get(0),
                asked,
                asked.stream().anyMatch(scope -> scope.equalsIgnoreCase("openid")));
    }

    private static RequestedScope v1(TokenRequest request) {
        return new RequestedScope(request.required("resource"), List.of(), false);
    }

    private static String v2Scope(TokenRequest request) {
        if (request.optional("resource") != null) {
            throw AadErrors.resourceNotSupported();
        }
        return request.required("scope");
    }

    private static String resourceOf(String scope, String graph) {
        int slash = scope.lastIndexOf('/');
        if (slash < 0) {
            return graph;
        }
        if (slash == 0 || slash == scope.length() - 1 || !scope.contains("://")) {
            throw AadErrors.invalidScope(
                    scope, "it must be a resource's URI followed by /.default or a permission");
        }
        return scope.substring(0, slash);
    }

    /** The scopes granted to a user, covering all asked ones. */
    String granted() {
        List<String> granted = new ArrayList<>();
        granted.add(resource + "/user_impersonation");
        asked.stream().filter(scope -> !granted.contains(scope)).forEach(granted::add);
        return String.join(" ", granted);
    }
}
