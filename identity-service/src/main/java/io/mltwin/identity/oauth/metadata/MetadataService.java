package io.mltwin.identity.oauth.metadata;

import static io.mltwin.identity.oauth.errors.AadErrors.invalidTenant;
import static io.mltwin.identity.oauth.errors.AadErrors.unknownAuthority;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.IdentityNames;
import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Azure AD's metadata documents of a tenant and of the cloud. */
@Singleton
record MetadataService(DirectoryService directory, TokenIssuers issuers, IdentityNames names, Addresses addresses) {

    private static final Set<String> WORDS = Set.of("common", "organizations", "consumers");

    /**
     * @param host host and port that the client used; the endpoints are on the same
     */
    OpenIdBody openId(String tenant, boolean v2, String host) {
        String segment = segment(tenant);
        // the multi-tenant issuer is a template, as Azure AD's is
        String issuerTenant = WORDS.contains(segment) ? "{tenantid}" : segment;
        String authority = names.baseUrl(host) + "/" + segment;
        String oauth = authority + "/oauth2" + (v2 ? "/v2.0" : "");
        String graphHost = URI.create(addresses.graph()).getAuthority();
        return new OpenIdBody(
                oauth + "/token",
                List.of("client_secret_post", "private_key_jwt", "client_secret_basic"),
                authority + (v2 ? "/discovery/v2.0/keys" : "/discovery/keys"),
                List.of("query", "fragment", "form_post"),
                List.of("pairwise"),
                List.of("RS256"),
                List.of("code", "id_token", "code id_token", "id_token token"),
                List.of("openid", "profile", "email", "offline_access"),
                v2 ? issuers.v2(issuerTenant) : issuers.v1(issuerTenant),
                false,
                addresses.graph() + "/oidc/userinfo",
                oauth + "/authorize",
                oauth + "/devicecode",
                oauth + "/logout",
                List.of("sub", "iss", "aud", "exp", "iat", "nbf", "oid", "tid", "ver", "name", "preferred_username"),
                WORDS.contains(segment) ? null : "NA",
                "login." + addresses.base(),
                graphHost,
                graphHost,
                addresses.management());
    }

    /**
     * @param authorizationEndpoint the authority a client wants to trust, null for this one
     */
    DiscoveryBody discovery(String authorizationEndpoint, String host) {
        if (authorizationEndpoint != null && !isOurs(authorizationEndpoint)) {
            throw unknownAuthority();
        }
        String base = names.baseUrl(host);
        String authority = URI.create(base).getAuthority();
        String login = URI.create(addresses.login()).getAuthority();
        List<String> aliases = authority.equals(login) ? List.of(login) : List.of(login, authority);
        return new DiscoveryBody(
                base + "/common/v2.0/.well-known/openid-configuration",
                "1.1",
                List.of(new DiscoveryBody.Instance(login, login, aliases)));
    }

    UserRealmBody userRealm(String userPrincipalName) {
        String domain = AsciiCase.lower(userPrincipalName.substring(userPrincipalName.indexOf('@') + 1));
        boolean managed = directory.tenant(domain).isPresent();
        return new UserRealmBody(
                "1.0",
                managed ? "Managed" : "Unknown",
                domain,
                "login." + addresses.base(),
                managed ? "urn:federation:MicrosoftOnline" : null);
    }

    /** Requires a known tenant, for its keys. */
    void requireTenant(String tenant) {
        segment(tenant);
    }

    /** Requires a B2C tenant, for a user flow. */
    void requireB2c(String tenant) {
        if (!directory.tenant(tenant).map(Tenant::b2c).orElse(false)) {
            throw invalidTenant(tenant);
        }
    }

    private String segment(String tenant) {
        String word = AsciiCase.lower(tenant);
        if (WORDS.contains(word)) {
            return word;
        }
        Optional<Tenant> known = directory.tenant(word);
        return known.map(Tenant::tenantId).orElseThrow(() -> invalidTenant(tenant));
    }

    private boolean isOurs(String authority) {
        try {
            String host = URI.create(authority).getHost();
            return host != null && (names.isLogin(AsciiCase.lower(host)) || names.isOwn(AsciiCase.lower(host)));
        } catch (IllegalArgumentException noUri) {
            return false;
        }
    }
}
