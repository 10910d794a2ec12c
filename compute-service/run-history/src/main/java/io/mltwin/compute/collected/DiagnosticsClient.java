package io.mltwin.compute.collected;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** Passes what is collected to Microsoft's diagnostics store, which telemetry-service has. */
@Singleton
record DiagnosticsClient(ServiceHttp http, Tokens tokens) {

    /**
     * Returns once the store has it; what it has already changes nothing.
     *
     * @throws io.mltwin.armweb.AzureException when it does not take it
     */
    void store(CollectedRun run) {
        http.request(ServiceName.TELEMETRY, "POST", "/_internal/diagnostics")
                .bearer(tokens.forService(ServiceName.TELEMETRY))
                .json(run)
                .send()
                .orFault();
    }
}
