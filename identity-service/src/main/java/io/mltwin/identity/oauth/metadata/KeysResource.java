package io.mltwin.identity.oauth.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.oauth.signingkeys.KeyPurpose;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService.PublishedKey;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The published signing keys: Azure AD's, the same for all tenants, and those of Azure ML's token
 * service.
 */
@Path("/login")
@Produces(MediaType.APPLICATION_JSON)
class KeysResource {

    private final SigningKeyService keys;
    private final MetadataService metadata;
    private final TokenIssuers issuers;
    private final CallerContext caller;

    KeysResource(SigningKeyService keys, MetadataService metadata, TokenIssuers issuers, CallerContext caller) {
        this.keys = keys;
        this.metadata = metadata;
        this.issuers = issuers;
        this.caller = caller;
    }

    @GET
    @Path("{tenant}/discovery/{path:(v2\\.0/)?keys}")
    public JwksBody azureAd(@RestPath String tenant, @RestPath String path) {
        metadata.requireTenant(tenant);
        boolean v2 = path.startsWith("v2.0");
        return JwksBody.of(keys.published(KeyPurpose.AZURE_AD), v2 ? issuers.v2("{tenantid}") : null);
    }

    @GET
    @Path("{tenant}/{policy:[Bb]2[Cc]_1[Aa]?_[A-Za-z0-9_-]+}/discovery/v2.0/keys")
    public JwksBody userFlow(@RestPath String tenant) {
        metadata.requireB2c(tenant);
        return JwksBody.of(keys.published(KeyPurpose.AZURE_AD_B2C), null);
    }

    @GET
    @Path("aml/{region:[a-z0-9]+}/discovery/keys")
    public JwksBody machineLearning(@RestPath String region) {
        return JwksBody.of(keys.published(KeyPurpose.AZURE_ML), issuers.machineLearning(region));
    }

    @GET
    @Path("aml/{region:[a-z0-9]+}/.well-known/openid-configuration")
    public IssuerBody machineLearningIssuer(@RestPath String region) {
        String base = caller.request().baseUrl();
        return new IssuerBody(
                issuers.machineLearning(region), base + "/aml/" + region + "/discovery/keys", List.of("RS256"));
    }

    /** Metadata of Azure ML's token service, at which no user signs in. */
    record IssuerBody(
            @JsonProperty("issuer") String issuer,
            @JsonProperty("jwks_uri") String jwksUri,

            @JsonProperty("id_token_signing_alg_values_supported")
            List<String> algorithms) {}

    /** A JSON Web Key Set. */
    record JwksBody(List<Key> keys) {

        record Key(
                String kty,
                String use,
                String kid,
                String x5t,
                String alg,
                String n,
                String e,
                List<String> x5c,
                String issuer) {}

        /**
         * @param issuer null for none
         */
        static JwksBody of(List<PublishedKey> published, String issuer) {
            return new JwksBody(published.stream().map(key -> key(key, issuer)).toList());
        }

        private static Key key(PublishedKey key, String issuer) {
            return new Key(
                    "RSA",
                    "sig",
                    key.keyId(),
                    key.thumbprint(),
                    "RS256",
                    encode(key.publicKey().getModulus()),
                    encode(key.publicKey().getPublicExponent()),
                    List.of(Base64.getEncoder().encodeToString(key.certificate())),
                    issuer);
        }

        private static String encode(BigInteger number) {
            byte[] bytes = number.toByteArray();
            int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
        }
    }
}
