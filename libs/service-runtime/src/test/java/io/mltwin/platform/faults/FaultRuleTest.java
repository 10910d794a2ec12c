package io.mltwin.platform.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Envelope;
import io.mltwin.armweb.Json;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultRuleTest {

    private static final String TENANT = "11111111-1111-1111-1111-111111111111";
    private static final String CALLER = "22222222-2222-2222-2222-222222222222";

    private static FaultRule read(String rule) {
        return FaultRule.read(Json.find(rule.replace('\'', '"')).orElseThrow());
    }

    private static Fault fault(String rule) {
        return new Fault("f", read(rule));
    }

    private static FaultedRequest request(String method, String host, String path) {
        return new FaultedRequest(method, host, path, TENANT, CALLER, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                            | Nothing is to go wrong
        {'status': 503, 'reset': true}                | status and reset exclude each other
        {'status': 399}                               | status must be an error
        {'status': 600}                               | status must be an error
        {'status': 'high'}                            | the value of 'status' has not the expected form
        {'reset': true, 'code': 'X'}                  | code needs a status
        {'status': 503, 'code': '1'}                  | code must be
        {'latencyMillis': 0}                          | latencyMillis must be 1 to 300000
        {'latencyMillis': 300001}                     | latencyMillis must be 1 to 300000
        {'status': 500, 'retryAfterSeconds': 1}       | retryAfterSeconds needs the status 429 or 503
        {'status': 503, 'retryAfterSeconds': 3601}    | retryAfterSeconds must be 0 to 3600
        {'status': 503, 'rate': 0}                    | rate must be above 0
        {'status': 503, 'rate': 1.1}                  | rate must be above 0
        {'status': 503, 'seed': 1}                    | seed needs a rate
        {'status': 503, 'times': 0}                   | times must be 1 to
        {'status': 503, 'operation': '/secrets'}      | operation must be
        {'status': 503, 'operation': 'get /secrets'}  | operation must be
        {'status': 503, 'tenant': 'contoso'}          | tenant must be
        {'status': 503, 'principal': 'me'}            | principal must be
        {'status': 503, 'tims': 2}                    | There is no setting 'tims'
        """)
    void aBadRuleIsRefused(String rule, String told) {
        assertThatThrownBy(() -> read(rule))
                .isInstanceOf(AzureException.class)
                .hasMessageContaining(told)
                .matches(refused -> ((AzureException) refused).status() == 400);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> read("{'status': 200, 'times': 0, 'seed': 1, 'tenant': 'x', 'more': 1}"))
                .hasMessageContaining("There is no setting 'more'. status must be")
                .hasMessageContaining("seed needs a rate. times must be")
                .hasMessageContaining("tenant must be");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'status': 503}                                                              | true
        {'status': 503, 'operation': 'GET /secrets/*'}                               | true
        {'status': 503, 'operation': 'GET /SECRETS/*'}                               | true
        {'status': 503, 'operation': '* *'}                                          | true
        {'status': 503, 'operation': 'GET *'}                                        | true
        {'status': 503, 'operation': 'GET *.vault.test/*/a'}                         | true
        {'status': 503, 'operation': 'GET kv1.vault.test/secrets/a'}                 | true
        {'status': 503, 'operation': 'GET kv2.vault.test/*'}                         | false
        {'status': 503, 'operation': 'GET /secrets'}                                 | false
        {'status': 503, 'operation': 'GET /secrets/*/*'}                             | false
        {'status': 503, 'operation': 'PUT /secrets/*'}                               | false
        {'status': 503, 'tenant': '11111111-1111-1111-1111-111111111111'}            | true
        {'status': 503, 'tenant': '22222222-2222-2222-2222-222222222222'}            | false
        {'status': 503, 'principal': '22222222-2222-2222-2222-222222222222'}         | true
        {'status': 503, 'principal': '11111111-1111-1111-1111-111111111111'}         | false
        {'status': 503, 'internal': true}                                            | false
        """)
    void aRuleHitsWhatItNames(String rule, boolean hits) {
        assertThat(fault(rule).hits(request("GET", "kv1.vault.test", "/secrets/a")))
                .isEqualTo(hits);
    }

    @Test
    void callersThatAreNotKnownAreNotHitByARuleForOne() {
        FaultedRequest unknown = new FaultedRequest("GET", "h", "/", null, null, false);

        assertThat(fault("{'status': 503}").hits(unknown)).isTrue();
        assertThat(fault("{'status': 503, 'tenant': '" + TENANT + "'}").hits(unknown))
                .isFalse();
        assertThat(fault("{'status': 503, 'principal': '" + CALLER + "'}").hits(unknown))
                .isFalse();
    }

    @Test
    void callsBetweenServicesAreHitByARuleForThemAlone() {
        FaultedRequest internal = new FaultedRequest("GET", "h", "/", TENANT, CALLER, true);

        assertThat(fault("{'status': 503}").hits(internal)).isFalse();
        assertThat(fault("{'status': 503, 'internal': true}").hits(internal)).isTrue();
    }

    @Test
    void aSeedChoosesTheSameRequestsAndTimesEndTheRule() {
        List<Boolean> first = hits(fault("{'status': 503, 'rate': 0.3, 'seed': 7}"), 200);

        assertThat(hits(fault("{'status': 503, 'rate': 0.3, 'seed': 7}"), 200)).isEqualTo(first);
        assertThat(hits(fault("{'status': 503, 'rate': 0.3, 'seed': 8}"), 200)).isNotEqualTo(first);
        assertThat(first.stream().filter(hit -> hit).count()).isBetween(40L, 80L);
        assertThat(hits(fault("{'status': 503, 'times': 2}"), 4)).containsExactly(true, true, false, false);
    }

    private static List<Boolean> hits(Fault fault, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> fault.hits(request("GET", "h", "/")))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "KEY_VAULT, 429, Throttled",
        "KEY_VAULT, 503, ServiceUnavailable",
        "BLOB, 503, ServerBusy",
        "BLOB, 500, InternalError",
        "REGISTRY, 429, TOOMANYREQUESTS",
        "REGISTRY, 504, GATEWAY_TIMEOUT",
        "MLFLOW, 503, TEMPORARILY_UNAVAILABLE",
        "AZURE_AD, 503, temporarily_unavailable",
        "ARM, 429, TooManyRequests",
        "ARM, 500, InternalServerError",
        "ARM, 504, GatewayTimeout",
        "ARM, 409, Conflict"
    })
    void theCodeIsThatOfThePlane(Envelope envelope, int status, String code) {
        assertThat(FaultErrors.error(envelope, fault("{'status': " + status + "}"))
                        .code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(Envelope.class)
    void anErrorOfEachPlaneNamesTheFaultAndAsksForPatience(Envelope envelope) {
        AzureException error =
                FaultErrors.error(envelope, fault("{'status': 503, 'code': 'Own', 'retryAfterSeconds': 0}"));

        assertThat(error.code()).isEqualTo("Own");
        assertThat(error.content().headers()).containsEntry("Retry-After", "0");
        assertThat(error).hasMessageContaining("injected fault 'f'");
        assertThat(FaultErrors.error(envelope, fault("{'status': 500}"))
                        .content()
                        .headers())
                .doesNotContainKey("Retry-After");
    }
}
