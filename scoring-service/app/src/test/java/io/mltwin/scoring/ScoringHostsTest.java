package io.mltwin.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringHostsTest {

    private final ScoringHosts hosts =
            new ScoringHosts("mltwin.localhost", new OneName("scoring.contoso.com", "svc-1"));

    private record OneName(String name, String endpoint) implements CustomNames {
        @Override
        public String internalPath(String host, String path) {
            return isKnown(host) ? "/inference/" + endpoint + path : null;
        }

        @Override
        public boolean isKnown(String host) {
            return host.equals(name);
        }
    }

    @ParameterizedTest(name = "{0}{1} is {2}")
    @CsvSource({
        "reg1.azurecr.mltwin.localhost,/v2/a/b/manifests/1,/registry/reg1/v2/a/b/manifests/1",
        "reg1.azurecr.mltwin.localhost,/oauth2/token,/registry/reg1/oauth2/token",
        "svc-1.inference.mltwin.localhost,/score,/inference/svc-1/score",
        "ep-1.eastus.inference.mltwin.localhost,/score,/online/ep-1.eastus/score",
        "a.ep-1.eastus.inference.mltwin.localhost,/score,",
        "localhost,/online/ep-1.eastus/score,",
        "eastus.models.mltwin.localhost,/modelmanagement/v1.0/x,/modelmanagement/v1.0/x",
        "eastus.models.mltwin.localhost,/_mltwin/clock,",
        "eastus.models.mltwin.localhost,/provider/subscriptions/s,",
        "other.mltwin.localhost,/score,",
        "scoring.contoso.com,/score,/inference/svc-1/score",
        "scoring.contoso.com,/_mltwin/clock,/inference/svc-1/_mltwin/clock",
        "localhost,/_internal/resources,/_internal/resources",
        "localhost,/modelmanagement/v1.0/x,/modelmanagement/v1.0/x",
        "localhost,/subscriptions/s,/provider/subscriptions/s",
        "localhost,/provider/subscriptions/s,",
        "localhost,/registry/reg1/v2/,",
        "localhost,/inference/svc-1/score,",
        "localhost,/oauth2/token,/registry/-/oauth2/token",
        "localhost,/v2/,/registry/-/v2/",
        "localhost,/v2/_catalog,/registry/-/v2/_catalog",
        "localhost,/v2/reg1/a/b/tags/list,/registry/reg1/v2/a/b/tags/list",
        "localhost,/v2/reg1,/registry/reg1/v2/"
    })
    void aHostIsAPrefix(String host, String path, String internal) {
        assertThat(hosts.internalPath(host, path)).isEqualTo(internal);
    }
}
