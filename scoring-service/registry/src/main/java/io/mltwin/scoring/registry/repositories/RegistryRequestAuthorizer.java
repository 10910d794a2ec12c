package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.nameInvalid;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.nameUnknown;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.unauthorized;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.OriginalRequest;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.registry.repositories.RegistryTokens.Access;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Decides whether a request may do something in a registry. It takes a registry token for that
 * registry and scope, the admin user's name and password where the admin user is enabled, or a
 * service principal's. Everything else gets the challenge from which a client learns where to get a
 * token.
 */
@Singleton
public record RegistryRequestAuthorizer(
        RegistryAccountService registries,
        RegistryTokens tokens,
        TokenService passwords,
        RegistryAuthorizer authorizer,
        TokenAuthorizer tokenAuthorizer,
        CallRecorder recorder) {

    /** Stands for "no registry named yet" in internal paths; no registry can be called so. */
    public static final String NO_REGISTRY = "-";

    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*");
    private static final int LONGEST_NAME = 255;

    /** Name and password of HTTP Basic. */
    record Basic(String name, String password) {

        /** Returns null when the header is no Basic credential. */
        static Basic parse(String header) {
            if (header == null || !AsciiCase.startsWith(header, "Basic ")) {
                return null;
            }
            try {
                String text = new String(
                        Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
                int colon = text.indexOf(':');
                return colon < 0 ? null : new Basic(text.substring(0, colon), text.substring(colon + 1));
            } catch (IllegalArgumentException malformed) {
                return null;
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Returns the registry when the request may do something with a repository of it. */
    RegistryAccount authorize(RoutingContext context, RepositoryPath at, String permission) {
        return authorize(context, at.registry, Scope.repository(at.repository, permission));
    }

    /** Returns the registry when the request may do {@code wanted} there. */
    RegistryAccount authorize(RoutingContext context, String name, Scope wanted) {
        if (wanted.type().equals("repository")
                && (wanted.name().length() > LONGEST_NAME
                        || !REPOSITORY.matcher(wanted.name()).matches())) {
            throw nameInvalid(wanted.name());
        }
        RegistryAccount registry = registries.account(name);
        if (registry == null) {
            throw nameUnknown(name);
        }
        requireCredential(context, registry, wanted);
        if (wanted.type().equals("repository")) {
            // once for the request, before anything is read or written
            registry.dataKey();
        }
        return registry;
    }

    /**
     * Lets {@code GET /v2/} pass with any credential that is good for the registry, or for one in
     * path style.
     */
    void authorizePing(RoutingContext context, String name) {
        String header = context.request().getHeader("Authorization");
        Basic basic = Basic.parse(header);
        String registryName = name.equals(NO_REGISTRY) ? basic == null ? null : basic.name() : name;
        RegistryAccount registry = registryName == null ? null : registries.account(registryName);
        if (registryName != null && registry == null && basic == null) {
            throw nameUnknown(registryName);
        }
        if (registry == null && (basic != null || header == null)) {
            throw challenge(context, null, null, "Authentication is required.", null);
        }
        requireCredential(context, registry, null);
    }

    /** Returns true when another scope is granted by the same credential: the source of a mount. */
    boolean alsoGrants(RoutingContext context, RegistryAccount registry, Scope other) {
        try {
            requireCredential(context, registry, other);
            return true;
        } catch (AzureException refused) {
            return false;
        }
    }

    private void requireCredential(RoutingContext context, RegistryAccount registry, Scope wanted) {
        String header = context.request().getHeader("Authorization");
        Basic basic = Basic.parse(header);
        if (basic != null) {
            requirePassword(context, registry, wanted, basic);
            return;
        }
        if (header == null || !AsciiCase.startsWith(header, "Bearer ")) {
            throw challenge(context, registry, wanted, "Authentication is required.", null);
        }
        try {
            Access access = tokens.readAccess(header.substring(7).trim(), registry);
            if (wanted != null && !access.covers(wanted)) {
                recorder.credential(context, "registry token", access.subject(), "refused: not for " + wanted);
                throw challenge(
                        context, registry, wanted, "The token does not grant " + wanted + ".", "insufficient_scope");
            }
            if (registry != null && !isStillWorth(access, registry, wanted)) {
                recorder.credential(context, "registry token", access.subject(), "refused: its right was taken away");
                throw challenge(
                        context,
                        registry,
                        wanted,
                        "The right for which the token was given was taken away.",
                        "insufficient_scope");
            }
            recorder.credential(context, "registry token", access.subject(), "accepted");
        } catch (RefusedTokenException refused) {
            recorder.credential(context, "registry token", null, "refused: " + refused.getMessage());
            throw challenge(context, registry, wanted, refused.getMessage(), "invalid_token");
        }
    }

    /** Returns whether the role, or the password, that a token was given for is still good. */
    private boolean isStillWorth(Access access, RegistryAccount registry, Scope wanted) {
        if (access.tokenName() != null) {
            return tokenAuthorizer.isStillWorth(registry, access.tokenName(), access.passwordHash(), wanted);
        }
        if (access.caller() == null) {
            return registries.isAdminByHash(registry.name(), access.passwordHash());
        }
        return wanted == null || authorizer.allows(access.caller(), registry, wanted);
    }

    private void requirePassword(RoutingContext context, RegistryAccount registry, Scope wanted, Basic basic) {
        try {
            if (registry == null) {
                throw new RefusedTokenException("No registry of this name is known.");
            }
            if (passwords.owner(registry, basic, wanted) == null) {
                recorder.credential(context, "Basic", basic.name(), "refused: not for " + wanted);
                throw challenge(
                        context,
                        registry,
                        wanted,
                        "'" + basic.name() + "' may not do " + wanted + ".",
                        "insufficient_scope");
            }
            recorder.credential(context, "Basic", basic.name(), "accepted");
        } catch (RefusedTokenException refused) {
            recorder.credential(context, "Basic", basic.name(), "refused: " + refused.getMessage());
            throw challenge(context, registry, wanted, refused.getMessage(), null);
        }
    }

    private static AzureException challenge(
            RoutingContext context, RegistryAccount registry, Scope wanted, String why, String error) {
        OriginalRequest request = OriginalRequest.of(context);
        boolean pathStyle = registry == null || !AsciiCase.equal(request.host(), registry.loginServer());
        StringBuilder challenge = new StringBuilder("Bearer realm=\"https://")
                .append(request.host())
                .append("/oauth2/token\",service=\"")
                .append(pathStyle ? request.host() : registry.loginServer())
                .append('"');
        if (wanted != null) {
            boolean prefixed = pathStyle && registry != null && wanted.type().equals("repository");
            challenge
                    .append(",scope=\"")
                    .append(prefixed ? wanted.named(registry.name() + "/" + wanted.name()) : wanted)
                    .append('"');
        }
        if (error != null) {
            challenge.append(",error=\"").append(error).append('"');
        }
        return unauthorized(why, challenge.toString());
    }
}
