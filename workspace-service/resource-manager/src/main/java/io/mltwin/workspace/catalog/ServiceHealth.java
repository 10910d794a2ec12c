package io.mltwin.workspace.catalog;

import io.mltwin.access.ServiceHttp;
import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Asks whether a service is ready. */
@Singleton
record ServiceHealth(ServiceHttp http, Addresses addresses) {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    boolean isReady(ServiceName service) {
        if (service == addresses.self()) {
            return true;
        }
        try {
            return http.request(service, "GET", "/q/health/ready")
                    .timeout(PATIENCE)
                    .send()
                    .isSuccess();
        } catch (AzureException away) {
            return false;
        }
    }
}
