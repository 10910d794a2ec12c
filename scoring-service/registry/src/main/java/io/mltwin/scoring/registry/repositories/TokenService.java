package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.badTokenRequest;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.nameUnknown;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.tokenRefused;

import io.mltwin.armweb.Caller;
import io.mltwin.armweb.Envelope;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import io.mltwin.scoring.registry.registries.RegistryAccountService;
import io.mltwin.scoring.registry.registries.TokenAccountService.TokenAccount;
import io.mltwin.scoring.registry.repositories.RegistryRequestAuthorizer.Basic;
import io.mltwin.tokencheck.Audiences;
import io.mltwin.tokencheck.Plane;
import io.mltwin.tokencheck.TokenCheck;
import io.mltwin.tokencheck.TokenRefusedException;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A registry's token service: exchanges an Azure AD token for a refresh token, and refresh tokens,
 * a service principal's secret or the admin's password for access tokens, each with what the
 * principal may do and was asked for.
 */
@Singleton
class TokenService {

    private static final String WRONG_PASSWORD = "The name or password is wrong, or the admin user is disabled.";

    private static final String WRONG_TOKEN_PASSWORD =
            "The password of the token is wrong or has expired, or the token is disabled.";

    /** The user whose password is a refresh token. */
    private static final String TOKEN_USER = "00000000-0000-0000-0000-000000000000";

    private static final Pattern APPLICATION_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final RegistryAccountService registries;
    private final RegistryTokens tokens;
    private final ServicePrincipalSignIn signIn;
    private final TokenCheck tokenCheck;
    private final RegistryAuthorizer authorizer;
    private final TokenAuthorizer tokenAuthorizer;
    private final Plane audiences;
    private final Plane registryAudienceOnly;

    TokenService(
            RegistryAccountService registries,
            RegistryTokens tokens,
            ServicePrincipalSignIn signIn,
            TokenCheck tokenCheck,
            RegistryAuthorizer authorizer,
            TokenAuthorizer tokenAuthorizer,
            Addresses addresses) {
        this.registries = registries;
        this.tokens = tokens;
        this.signIn = signIn;
        this.tokenCheck = tokenCheck;
        this.authorizer = authorizer;
        this.tokenAuthorizer = tokenAuthorizer;
        this.audiences = Plane.aad("/registry", Envelope.REGISTRY, Audiences.registry(addresses));
        List<String> own = new ArrayList<>(Audiences.registry(addresses));
        own.removeAll(Audiences.arm(addresses));
        this.registryAudienceOnly = Plane.aad("/registry", Envelope.REGISTRY, own);
    }

    /** A request for an access token. Credentials: {@code basic} or {@code refreshToken}. */
    record TokenRequest(String registry, String service, List<Scope> scopes, Basic basic, String refreshToken) {
        @Override
        public String toString() {
            return "token request for " + registry + " " + scopes;
        }
    }

    /** Exchanges an Azure AD access token for a refresh token of the registry. */
    String exchange(String registryName, String service, String aadToken) {
        RegistryAccount registry = account(
                registryName.equals(RegistryRequestAuthorizer.NO_REGISTRY) ? firstLabel(service) : registryName);
        VerifiedToken verified;
        try {
            verified = tokenCheck.check(aadToken, registry.armAudienceEnabled() ? audiences : registryAudienceOnly);
        } catch (TokenRefusedException refused) {
            throw tokenRefused(refused.getMessage());
        }
        Caller caller = verified.caller();
        authorizer.requireAny(caller, registry);
        return tokens.refresh(registry, caller);
    }

    String accessToken(TokenRequest request) {
        RegistryAccount registry = account(registryOf(request));
        List<Scope> wanted = request.registry().equals(RegistryRequestAuthorizer.NO_REGISTRY)
                ? withoutRegistry(request.scopes(), registry)
                : request.scopes();
        if (request.basic() != null && isAdminName(registry, request.basic())) {
            requireAdmin(registry, request.basic());
            return tokens.adminAccess(registry, request.basic().password(), wanted);
        }
        TokenAccount token = token(registry, request.basic());
        if (token != null) {
            requirePassword(token, request.basic());
            return tokens.tokenAccess(
                    registry, token.name(), request.basic().password(), tokenAuthorizer.granted(token, wanted));
        }
        Caller caller = principal(registry, request);
        return tokens.access(registry, caller, authorizer.granted(caller, registry, wanted));
    }

    private Caller principal(RegistryAccount registry, TokenRequest request) {
        try {
            return request.basic() == null
                    ? tokens.readRefresh(request.refreshToken(), registry)
                    : principal(registry, request.basic());
        } catch (RefusedTokenException refused) {
            throw tokenRefused(refused.getMessage());
        }
    }

    /**
     * Checks whether a name and a password let their owner do this: the admin user's, a service
     * principal's, or a refresh token as the password of the user that {@code az acr login} names.
     *
     * @param wanted null when any credential that is good for the registry will do
     * @return the name of the credential's owner, or null if the owner may not do this
     * @throws RefusedTokenException if the credential is not good
     */
    String owner(RegistryAccount registry, Basic basic, Scope wanted) throws RefusedTokenException {
        if (isAdminName(registry, basic)) {
            if (!registries.isAdmin(registry.name(), basic.password())) {
                throw new RefusedTokenException(WRONG_PASSWORD);
            }
            return registry.name();
        }
        TokenAccount token = token(registry, basic);
        if (token != null) {
            if (!token.hasPassword(basic.password())) {
                throw new RefusedTokenException(WRONG_TOKEN_PASSWORD);
            }
            return wanted == null || tokenAuthorizer.allows(token, wanted) ? token.name() : null;
        }
        Caller caller = principal(registry, basic);
        boolean may = wanted == null
                || authorizer.granted(caller, registry, List.of(wanted)).stream()
                        .anyMatch(scope -> scope.covers(wanted));
        return may ? caller.displayName() : null;
    }

    private static boolean isAdminName(RegistryAccount registry, Basic basic) {
        return AsciiCase.equal(basic.name(), registry.name());
    }

    private void requireAdmin(RegistryAccount registry, Basic basic) {
        if (!registries.isAdmin(registry.name(), basic.password())) {
            throw tokenRefused(WRONG_PASSWORD);
        }
    }

    /** Returns the token with permissions on repositories that the credential names, or null. */
    private TokenAccount token(RegistryAccount registry, Basic basic) {
        return basic == null ? null : tokenAuthorizer.find(registry, basic.name());
    }

    private static void requirePassword(TokenAccount token, Basic basic) {
        if (!token.hasPassword(basic.password())) {
            throw tokenRefused(WRONG_TOKEN_PASSWORD);
        }
    }

    private Caller principal(RegistryAccount registry, Basic basic) throws RefusedTokenException {
        if (basic.name().equals(TOKEN_USER)) {
            return tokens.readRefresh(basic.password(), registry);
        }
        if (!APPLICATION_ID.matcher(basic.name()).matches()) {
            throw new RefusedTokenException(WRONG_PASSWORD);
        }
        Caller caller = signIn.signIn(
                registry,
                basic.name(),
                basic.password(),
                registry.armAudienceEnabled() ? audiences : registryAudienceOnly);
        if (!authorizer.allowsAny(caller, registry)) {
            throw new RefusedTokenException("The service principal may do nothing in this registry.");
        }
        return caller;
    }

    /** In path style the registry is the first part of the repository, or the admin's name. */
    private static String registryOf(TokenRequest request) {
        if (!request.registry().equals(RegistryRequestAuthorizer.NO_REGISTRY)) {
            return request.registry();
        }
        for (Scope scope : request.scopes()) {
            int slash = scope.name().indexOf('/');
            if (scope.type().equals("repository") && slash > 0) {
                return scope.name().substring(0, slash);
            }
        }
        return request.basic() == null
                ? firstLabel(request.service())
                : request.basic().name();
    }

    private static List<Scope> withoutRegistry(List<Scope> scopes, RegistryAccount registry) {
        String prefix = registry.name() + "/";
        List<Scope> own = new ArrayList<>();
        for (Scope scope : scopes) {
            if (!scope.type().equals("repository")) {
                own.add(scope);
            } else if (scope.name().startsWith(prefix)) {
                own.add(scope.named(scope.name().substring(prefix.length())));
            }
        }
        return own;
    }

    private static String firstLabel(String service) {
        if (service == null) {
            throw badTokenRequest("Name the registry in 'service' or in the scope.");
        }
        return service.split("[.:]", 2)[0];
    }

    private RegistryAccount account(String name) {
        RegistryAccount registry = registries.account(name);
        if (registry == null) {
            throw nameUnknown(name);
        }
        return registry;
    }
}
