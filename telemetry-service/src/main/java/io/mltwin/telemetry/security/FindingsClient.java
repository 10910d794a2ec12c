package io.mltwin.telemetry.security;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** Asks scoring-service, which keeps the registries, what the scans of their images have found. */
@Singleton
record FindingsClient(ServiceHttp http, Tokens tokens) {

    ImageFindings find(ArmResourceId scope) {
        return http.request(
                        ServiceName.SCORING,
                        "GET",
                        "/_internal/image-findings?scope=" + UriEncoding.encodeQueryValue(scope.toString()))
                .bearer(tokens.forService(ServiceName.SCORING))
                .send()
                .orFault()
                .as(ImageFindings.class);
    }
}
