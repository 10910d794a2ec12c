package io.mltwin.e2e.serving;

import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.fixtures.OnlineEndpoints;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may call an online endpoint of each form of authentication, as Azure's own roles say. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(GrantedRole.OF_NORA)
class EndpointAuthenticationTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final List<String> MODES = List.of("Key", "AMLToken", "AADToken");
    private static final String AZURE_ML = "https://ml.azure.com";

    private final Map<String, String> uris = new HashMap<>();
    private OnlineEndpoints endpoints;

    @BeforeAll
    void anEndpointOfEachForm() throws Exception {
        endpoints = OnlineEndpoints.of(PLATFORM);
        for (String mode : MODES) {
            String kind = mode.equals("AMLToken") ? "Kubernetes" : "Managed";
            uris.put(mode, endpoints.deploy(name(mode), kind, mode));
        }
    }

    @AfterAll
    void theyGo() throws Exception {
        for (String mode : uris.keySet()) {
            endpoints.delete(name(mode));
        }
    }

    private static String name(String mode) {
        return "auth-" + mode.toLowerCase(Locale.ROOT);
    }

    /** The twelfth operation of the document: who calls a service needs its key or a token. */
    @ParameterizedTest(name = "{0}: listKeys {1}, token {2}, score by Azure AD {3}")
    @CsvSource({"owner,200,200,200", "contributor,200,200,200", "reader,403,403,401", "nora,403,403,401"})
    void whoMayCall(String who, int keys, int token, int azureAd) throws Exception {
        Answer listed = endpoints.act(name("Key"), "listKeys", who, null).expect(keys);
        Answer given = endpoints.act(name("AMLToken"), "token", who, null).expect(token);
        if (token == 200) {
            score("Key", listed.json().path("primaryKey").asText(), 200);
            score("AMLToken", given.json().path("accessToken").asText(), 200);
        }
        String own = PLATFORM.azure().token(who, AZURE_ML);
        score("AADToken", own, azureAd);
        score("Key", own, 401);
        score("AMLToken", own, 401);
    }

    private void score(String mode, String credential, int status) throws Exception {
        endpoints.score(uris.get(mode), credential).expect(status);
    }
}
