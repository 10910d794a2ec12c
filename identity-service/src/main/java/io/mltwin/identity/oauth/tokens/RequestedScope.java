package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.applicationScope;
import static io.mltwin.identity.oauth.errors.AadErrors.invalidScope;
import static io.mltwin.identity.oauth.errors.AadErrors.resourceNotSupported;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The scopes that a client asks for. On the v2 endpoint the resource is the scope without its last
 * segment, so {@code https://x//.default} asks for {@code https://x/}, as Azure CLI does.
 *
 * @param resource as asked, which becomes the audience
 * @param permissions of the resource that were named, without {@code .default}
 * @param asked all scopes as sent
 */
record RequestedScope(String resource, List<String> permissions, List<String> asked) {

    private static final String DEFAULT = "/.default";
    private static final String ALL = ".default";
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern GUID_RESOURCE = Pattern.compile("(?i)[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}/.*");
    private static final Set<String> OPEN_ID = Set.of("openid", "profile", "email", "offline_access");

    /**
     * Reads the scope that an application asks for: exactly one, {@code {resource}/.default}. MSAL
     * for Java adds OpenID Connect's scopes here too; they are ignored.
     */
    static RequestedScope ofApplication(TokenRequest request) {
        if (request.version() == TokenVersion.V1) {
            return v1(request.required("resource"), request.optional("scope"));
        }
        String scope = v2Scope(request).trim();
        if (scope.indexOf(' ') >= 0) {
            scope = Arrays.stream(SPACES.split(scope))
                    .filter(word -> !isOpenId(word))
                    .collect(Collectors.joining(" "));
        }
        if (!scope.endsWith(DEFAULT) || scope.length() == DEFAULT.length() || scope.contains(" ")) {
            throw applicationScope(scope);
        }
        return new RequestedScope(scope.substring(0, scope.length() - DEFAULT.length()), List.of(), List.of(scope));
    }

    /**
     * Reads the scopes of a user: those of one resource, and those of OpenID Connect.
     *
     * @param graph the resource meant by scopes that name none
     */
    static RequestedScope ofUser(TokenRequest request, String graph) {
        return request.version() == TokenVersion.V1
                ? v1(request.required("resource"), request.optional("scope"))
                : v2(v2Scope(request), graph);
    }

    /**
     * Reads the scopes of a user; the default is the scopes of the sign-in.
     *
     * @param before in the form of version 2
     */
    static RequestedScope ofUser(TokenRequest request, String before, String graph) {
        RequestedScope then = v2(before, graph);
        if (request.version() == TokenVersion.V1) {
            String resource = request.optional("resource");
            return resource == null ? then : then.at(resource);
        }
        if (request.optional("resource") != null) {
            throw resourceNotSupported();
        }
        String now = request.optional("scope");
        if (now == null) {
            return then;
        }
        RequestedScope asked = v2(now, graph);
        List<String> all = new ArrayList<>(asked.asked);
        then.asked.stream().filter(RequestedScope::isOpenId).forEach(all::add);
        return new RequestedScope(
                // who asks for OpenID Connect's scopes alone means the resource of the sign-in
                asked.namesResource() ? asked.resource : then.resource,
                asked.namesResource() ? asked.permissions : then.permissions,
                all.stream().distinct().toList());
    }

    static RequestedScope v2(String scope, String graph) {
        List<String> asked = List.of(SPACES.split(scope.trim()));
        List<String> resources = new ArrayList<>();
        List<String> permissions = new ArrayList<>();
        for (String word : asked) {
            if (!isOpenId(word)) {
                String resource = resourceOf(word, graph);
                if (!resources.contains(resource)) {
                    resources.add(resource);
                }
                String permission = word.substring(word.lastIndexOf('/') + 1);
                if (!permission.equals(ALL)) {
                    permissions.add(permission);
                }
            }
        }
        if (resources.size() > 1) {
            throw invalidScope(String.join(" ", asked), "it names more than one resource");
        }
        return new RequestedScope(resources.isEmpty() ? graph : resources.get(0), List.copyOf(permissions), asked);
    }

    private static RequestedScope v1(String resource, String scope) {
        return new RequestedScope(
                resource,
                List.of(),
                scope == null
                        ? List.of()
                        : Arrays.stream(SPACES.split(scope.trim()))
                                .filter(RequestedScope::isOpenId)
                                .toList());
    }

    private RequestedScope at(String other) {
        return new RequestedScope(
                other,
                List.of(),
                asked.stream().filter(RequestedScope::isOpenId).toList());
    }

    private static String v2Scope(TokenRequest request) {
        if (request.optional("resource") != null) {
            throw resourceNotSupported();
        }
        return request.required("scope");
    }

    private static boolean isOpenId(String word) {
        return OPEN_ID.contains(AsciiCase.lower(word));
    }

    private boolean namesResource() {
        return asked.stream().anyMatch(word -> !isOpenId(word));
    }

    private static String resourceOf(String scope, String graph) {
        int slash = scope.lastIndexOf('/');
        if (slash < 0) {
            return graph;
        }
        boolean isUri = scope.contains("://") || GUID_RESOURCE.matcher(scope).matches();
        if (slash == 0 || slash == scope.length() - 1 || !isUri) {
            throw invalidScope(scope, "it must be a resource's URI followed by /.default or a permission");
        }
        return scope.substring(0, slash);
    }

    /** Returns the scopes in the form of version 2, which {@link #v2} reads. */
    String stored() {
        if (namesResource()) {
            return String.join(" ", asked);
        }
        List<String> all = new ArrayList<>(asked);
        if (!all.contains("openid")) {
            all.add("openid");
        }
        return resource + DEFAULT + " " + String.join(" ", all);
    }

    boolean openId() {
        return has("openid");
    }

    boolean offline() {
        return has("offline_access");
    }

    private boolean has(String word) {
        return asked.stream().anyMatch(scope -> AsciiCase.equal(scope, word));
    }

    /**
     * Returns the scopes granted to a user, which cover all requested ones.
     *
     * @param permissionsGranted of the resource
     */
    String granted(List<String> permissionsGranted) {
        List<String> granted = new ArrayList<>();
        permissionsGranted.forEach(permission -> granted.add(resource + "/" + permission));
        asked.stream().filter(scope -> !granted.contains(scope)).forEach(granted::add);
        return String.join(" ", granted);
    }
}
