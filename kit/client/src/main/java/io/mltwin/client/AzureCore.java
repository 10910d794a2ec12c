package io.mltwin.client;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.core.util.ConfigurationSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What Azure's SDK for Java takes. Only this class and what it uses need azure-core on the class path. */
public final class AzureCore {
    private AzureCore() {}

    /**
     * Returns a credential that signs a principal in once for each token. Azure's clients keep a
     * token until it ends.
     */
    public static TokenCredential credential(Principal principal) {
        return request -> Mono.fromCallable(() -> accessToken(principal.token(String.join(" ", request.getScopes()))));
    }

    private static AccessToken accessToken(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        Instant end = Instant.ofEpochSecond(JsonValue.parse(claims).at("exp").number());
        return new AccessToken(token, OffsetDateTime.ofInstant(end, ZoneOffset.UTC));
    }

    /**
     * Returns a client for {@code httpClient(…)} of every builder of Azure's SDK. It trusts the
     * platform alone, and asks it
     * what MSAL otherwise asks login.microsoftonline.com: whether the authority is one of Azure's.
     */
    public static HttpClient httpClient(Mltwin platform) {
        return new AzureHttpClient(platform.httpClient(), platform.of(AzureService.LOGIN));
    }

    /**
     * Returns the tenant's environment for {@code configuration(…)} of builders such as {@code
     * DefaultAzureCredentialBuilder}, which otherwise read the variables of this process.
     */
    public static Configuration configuration(Tenant tenant, Principal principal) {
        Map<String, String> variables = tenant.environment(principal);
        ConfigurationSource none = path -> Map.of();
        return new ConfigurationBuilder(none, none, path -> variables).build();
    }
}
