package io.mltwin.traces;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who answers a call, by its host, its path and the service that received it. */
class ParticipantsTest {

    @ParameterizedTest(name = "{1}{2} at {0}: {3}")
    @CsvSource({
        "scoring, s.eastus.cloudapp.mltwin.localhost:8445, /score, web service",
        "scoring, e.eastus.inference.mltwin.localhost:8445, /score, web service",
        "compute, b.eastus.inference.mltwin.localhost:8444, /jobs, batch endpoint",
        "compute, eastus.api.mltwin.localhost:8444, /mferp/x, Azure Machine Learning",
        "scoring, r.azurecr.mltwin.localhost:8445, /v2/, Container Registry",
        "workspace, a.blob.core.mltwin.localhost:8442, /c/b, Azure Storage",
        "workspace, management.mltwin.localhost:8442, /subscriptions, Azure Resource Manager",
        "telemetry, console.mltwin.localhost:8446, /runs, mltwin console",
        "identity, login.mltwin.localhost:8441, /t/oauth2/v2.0/token, Azure Active Directory",
        "identity, x:8441, /_mltwin/access/check, Azure role-based access control"
    })
    void aCallHasAReceiver(String service, String host, String path, String receiver) {
        assertThat(Participants.receiver(service, host, path, "AAD")).isEqualTo(receiver);
    }
}
