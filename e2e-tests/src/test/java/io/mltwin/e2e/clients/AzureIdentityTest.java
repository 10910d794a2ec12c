package io.mltwin.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.AuthorizationCodeCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DeviceCodeCredentialBuilder;
import com.azure.identity.UsernamePasswordCredentialBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.ClientAssertion;
import io.mltwin.signin.Forgery;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignIn.Request;
import io.mltwin.signin.TestBrowser;
import io.mltwin.signin.TestBrowser.Page;
import io.mltwin.signin.TokenClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure's own sign-in library, unmodified: every way in, and one token for all of Azure ML. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class AzureIdentityTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final TokenClient CALLS = new TokenClient(PLATFORM);
    private static final SignIn SIGN_IN = new SignIn(PLATFORM);
    private static final OperatorCredentials.ServicePrincipal SP = CALLS.application("sp1");
    private static final OperatorCredentials.User OLIVIA = CALLS.user("olivia");

    @TempDir
    private Path folder;

    @Test
    void anApplicationByItsSecret() throws Exception {
        requireApplication(
                at(new ClientSecretCredentialBuilder())
                        .tenantId(SP.tenantId())
                        .clientId(SP.applicationId())
                        .clientSecret(SP.secret())
                        .build(),
                "1");
    }

    @ParameterizedTest
    @CsvSource({"pem, false", "pem, true", "pfx, false"})
    void anApplicationByItsCertificate(String format, boolean sendChain) throws Exception {
        ClientCertificateCredentialBuilder builder = at(new ClientCertificateCredentialBuilder())
                .tenantId(SP.tenantId())
                .clientId(SP.applicationId())
                .sendCertificateChain(sendChain);
        if (format.equals("pem")) {
            builder.pemCertificate(Files.writeString(folder.resolve("sp1.pem"), SP.privateKey() + SP.certificate())
                    .toString());
        } else {
            builder.pfxCertificate(pfx().toString()).clientCertificatePassword("a password");
        }

        requireApplication(builder.build(), "2");
    }

    private Path pfx() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null);
        store.setKeyEntry("sp1", ClientAssertion.privateKey(SP), "a password".toCharArray(), new Certificate[] {
            ClientAssertion.certificate(SP)
        });
        Path file = folder.resolve("sp1.pfx");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "a password".toCharArray());
        }
        return file;
    }

    /** The token is the application's, and both Resource Manager and Azure ML take it. */
    private static void requireApplication(TokenCredential credential, String proof) throws Exception {
        JsonNode claims = token(credential);
        String token = credential.getTokenSync(context()).getToken();
        FlowClient client = PLATFORM.flowClient();
        Azure azure = PLATFORM.azure();
        String workspace = PLATFORM.fixture().workspaceId();
        client.get(azure.arm(workspace), token).expect(200);
        client.json("POST", azure.training("eastus", "history/v1.0", workspace, "/experiments:query"), token, Map.of())
                .expect(200);
        assertThat(claims.path("appid").asText()).isEqualTo(SP.applicationId());
        assertThat(claims.path("oid").asText()).isEqualTo(SP.objectId());
        assertThat(claims.path("appidacr").asText()).isEqualTo(proof);
        assertThat(claims.has("scp")).isFalse();
    }

    @Test
    @SuppressWarnings("deprecation")
    void aUserByNameAndPassword() throws Exception {
        requireOlivia(token(at(new UsernamePasswordCredentialBuilder())
                .tenantId(OLIVIA.tenantId())
                .clientId(TokenClient.AZURE_CLI)
                .username(OLIVIA.userPrincipalName())
                .password(OLIVIA.password())
                .build()));
    }

    @Test
    void aUserWhoTypesADevicesCode() throws Exception {
        requireOlivia(token(at(new DeviceCodeCredentialBuilder())
                .tenantId(OLIVIA.tenantId())
                .clientId(CALLS.application("console").applicationId())
                .challengeConsumer(shown -> type(shown.getUserCode()))
                .build()));
    }

    private static void type(String userCode) {
        try {
            TestBrowser browser = SIGN_IN.signedIn(OLIVIA);
            Page page = browser.submit(browser.get("/common/oauth2/deviceauth"), "user_code", userCode);
            for (int i = 0; i < 3 && page.action() != null; i++) {
                page = browser.submit(page, "decision", "accept");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aUserByACodeOfTheSignInPage() throws Exception {
        OperatorCredentials.ServicePrincipal portal = CALLS.application("portal");
        String redirectUri =
                "https://portal.contoso." + PLATFORM.platform().settings().base() + "/signin-oidc";
        Request request = SIGN_IN.client(portal.applicationId(), redirectUri)
                .with("code_challenge", null)
                .with("code_challenge_method", null);
        TestBrowser browser = SIGN_IN.signedIn(OLIVIA);
        Page page = browser.get(request.path());
        String code = page.told("code") != null
                ? page.told("code")
                : browser.submit(page, "decision", "accept").told("code");

        requireOlivia(token(at(new AuthorizationCodeCredentialBuilder())
                .tenantId(portal.tenantId())
                .clientId(portal.applicationId())
                .clientSecret(portal.secret())
                .authorizationCode(code)
                .redirectUrl(redirectUri)
                .build()));
    }

    private static void requireOlivia(JsonNode claims) {
        assertThat(claims.path("oid").asText()).isEqualTo(OLIVIA.objectId());
        assertThat(claims.path("upn").asText()).isEqualTo(OLIVIA.userPrincipalName());
        assertThat(claims.path("scp").asText()).isEqualTo("user_impersonation");
    }

    @Test
    void aWrongSecretIsToldInAzuresWords() throws Exception {
        TokenCredential credential = at(new ClientSecretCredentialBuilder())
                .tenantId(SP.tenantId())
                .clientId(SP.applicationId())
                .clientSecret("guess")
                .build();

        assertThatThrownBy(() -> token(credential)).hasMessageContaining("AADSTS7000215");
    }

    /**
     * AUT-07, AUT-14: without anybody there, one token for Resource Manager and all of Azure ML.
     */
    @Test
    void aScriptsTokenServesResourceManagerAndAllOfMachineLearning() throws Exception {
        String token = at(new ClientSecretCredentialBuilder())
                .tenantId(SP.tenantId())
                .clientId(SP.applicationId())
                .clientSecret(SP.secret())
                .build()
                .getTokenSync(context())
                .getToken();
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.fixture().workspaceId();

        client.get(PLATFORM.azure().arm(workspace), token).expect(200);
        client.get(PLATFORM.azure().training("eastus", "history/v1.0", workspace, "/experiments/none/runs/none"), token)
                // who might not read it would be told 403 first
                .expect(404);
        client.get(PLATFORM.azure().models("eastus", workspace, "/models"), token)
                .expect(200);
    }

    private static TokenRequestContext context() {
        return new TokenRequestContext().addScopes(TokenClient.ARM + ".default");
    }

    private static JsonNode token(TokenCredential credential) throws IOException {
        String token = credential.getTokenSync(context()).getToken();
        return Json.MAPPER.readTree(Forgery.payload(token));
    }

    private static <T extends AadCredentialBuilderBase<T>> T at(T builder) throws IOException {
        return builder.authorityHost(PLATFORM.host("login", PlatformService.IDENTITY) + "/")
                .disableInstanceDiscovery()
                .httpClient(AzureClients.http(PLATFORM));
    }
}
