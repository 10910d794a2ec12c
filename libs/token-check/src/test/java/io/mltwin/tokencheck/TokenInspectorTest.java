package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.platform.requests.HostRules;
import io.mltwin.platform.requests.HostToPath;
import io.mltwin.tokencheck.inspection.TokenInspection;
import io.mltwin.tokencheck.inspection.TokenInspection.PlaneVerdict;
import io.mltwin.tokencheck.inspection.TokenInspection.TokenInspectionRequest;
import io.mltwin.tokencheck.inspection.TokenInspection.Verdict;
import io.mltwin.tokencheck.inspection.TokenInspector;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inspector finds the plane as a request would, and judges by the receiver's own check. */
class TokenInspectorTest extends TokenTable {

    private final String base = receiver.addresses().base();

    private TokenInspector inspector() {
        Planes planes = new Planes(List.of(
                vaults(),
                Plane.anonymous("/vault/open", Envelope.KEY_VAULT),
                Plane.aad("/blob", Envelope.BLOB, Audiences.storage(receiver.addresses()))
                        .withOtherSchemes()));
        HostRules rules = (host, path) -> {
            String account = HostRules.label(host, ".blob.core." + base);
            if (account != null) {
                return "/blob/" + account + path;
            }
            if (host.equals("vault." + base)) {
                return "/vault" + path;
            }
            return HostRules.isPlatformPath(path) ? path : null;
        };
        return new TokenInspector(
                new HostToPath(rules, receiver.addresses(), null, 4096),
                planes,
                receiver.check(),
                receiver.addresses());
    }

    private String host(String name) {
        return name.equals("own") ? "localhost" : name + "." + base + ":8443";
    }

    @ParameterizedTest(name = "{0}{1}: {2}")
    @CsvSource({
        "vault, /secrets/a, /vault",
        "vault, /secrets/a?api-version=7.4, /vault",
        "vault, /open/a, /vault/open",
        "one.blob.core, /c/b, /blob",
        "own, /_mltwin/clock, /_mltwin",
        "own, /_mltwin/token/explain, /_mltwin/token",
        "own, /secrets/a,",
        "vault, /_mltwin/clock, /vault",
        "nobody, /secrets/a,",
        "vault, /a/../../q/health,",
        "vault, //open/a,",
        "vault, /a%zz,",
        "vault, /a b,"
    })
    void findsThePlaneOfARequest(String name, String path, String prefix) {
        // When
        TokenInspection inspection =
                inspector().at(host(name), path, vaultToken().sign());
        // Then
        assertThat(inspection.service()).isEqualTo("keyvault");
        assertThat(inspection.planes().stream().map(PlaneVerdict::plane))
                .isEqualTo(prefix == null ? List.of() : List.of(prefix));
    }

    @Test
    void saysWhatThePlaneTakesAndWhatFails() {
        // When
        PlaneVerdict refused = only(inspector().at(host("vault"), "/secrets/a", run().sign()));
        // Then
        assertThat(refused.accepts()).containsExactly(TokenKind.AAD);
        assertThat(refused.audiences()).contains(VAULT_AUDIENCE);
        assertThat(refused.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(refused.firstFailure()).isEqualTo(TokenStep.KIND);
        assertThat(refused.refusal()).isEqualTo(Refusal.WRONG_AUDIENCE);
        assertThat(refused.code()).isEqualTo("InvalidAuthenticationTokenAudience");
        assertThat(refused.message()).startsWith(Refusal.WRONG_AUDIENCE.text());
    }

    @Test
    void leavesToTheResourceWhatIsNoToken() {
        assertThat(only(inspector().at(host("vault"), "/open/a", "any.thing.")).verdict())
                .isEqualTo(Verdict.LEFT_TO_RESOURCE);
        assertThat(only(inspector().at(host("one.blob.core"), "/c/b", "key")).verdict())
                .isEqualTo(Verdict.LEFT_TO_RESOURCE);
        assertThat(only(inspector().at(host("one.blob.core"), "/c/b", null)).verdict())
                .isEqualTo(Verdict.LEFT_TO_RESOURCE);
        assertThat(only(inspector().at(host("vault"), "/secrets/a", null)).refusal())
                .isEqualTo(Refusal.MISSING);
    }

    @Test
    void aTokenForOneAccountIsGoodAtThatAccount() {
        // Given
        String token = issuer.aad("https://" + receiver.addresses().blobHost("one"), OBJECT)
                .sign();
        // When
        PlaneVerdict there = only(inspector().at(host("one.blob.core"), "/c/b", token));
        PlaneVerdict elsewhere = only(inspector().at(host("two.blob.core"), "/c/b", token));
        PlaneVerdict overview = everywhere(token).get("/blob");
        // Then
        assertThat(there.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(there.name()).isEqualTo("one");
        assertThat(elsewhere.verdict()).isEqualTo(Verdict.REFUSED);
        assertThat(elsewhere.name()).isEqualTo("two");
        assertThat(overview.verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(overview.name()).isEqualTo("one");
    }

    @Test
    void answersForEveryPlane() {
        // When
        Map<String, PlaneVerdict> all = everywhere(vaultToken().sign());
        // Then
        assertThat(all.get("/vault").verdict()).isEqualTo(Verdict.ACCEPTED);
        assertThat(all.get("/blob").firstFailure()).isEqualTo(TokenStep.AUDIENCE);
        assertThat(all.get("/_internal").firstFailure()).isEqualTo(TokenStep.KIND);
        assertThat(all.get("/q/health").verdict()).isEqualTo(Verdict.LEFT_TO_RESOURCE);
        assertThat(all)
                .containsKeys("/_mltwin", "/_mltwin/token", "/provider", "/_internal")
                .hasSize(8);
    }

    @Test
    void aRequestSaysBothHostAndPathOrNeither() {
        assertThat(request("t", null, null)).isEqualTo("t");
        assertThat(request(" t\n", "h", "/p")).isEqualTo("t");
        assertThat(request(" ", null, null)).isNull();
        assertThat(request(null, null, null)).isNull();
        for (String[] wrong : new String[][] {
            {"t", "h", null},
            {"t", null, "/p"},
            {"t", "h", "p"},
            {"x".repeat(40_000), "h", "/p"}
        }) {
            assertThatThrownBy(() -> request(wrong[0], wrong[1], wrong[2]))
                    .isInstanceOfSatisfying(AzureException.class, fault -> {
                        assertThat(fault.status()).isEqualTo(400);
                        assertThat(fault.getMessage()).doesNotContain("xxx");
                    });
        }
    }

    private static String request(String token, String host, String path) {
        return new TokenInspectionRequest(token, host, path).validToken();
    }

    private Map<String, PlaneVerdict> everywhere(String token) {
        return inspector().everywhere(token).planes().stream()
                .collect(Collectors.toMap(PlaneVerdict::plane, Function.identity()));
    }

    private static PlaneVerdict only(TokenInspection inspection) {
        assertThat(inspection.planes()).hasSize(1);
        return inspection.planes().get(0);
    }
}
