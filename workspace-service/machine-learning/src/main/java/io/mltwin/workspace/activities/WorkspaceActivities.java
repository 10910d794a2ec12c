package io.mltwin.workspace.activities;

import io.mltwin.access.ServiceHttp;
import io.mltwin.access.Tokens;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Asks the services that keep runs and models for what they have of a workspace. */
@Singleton
public record WorkspaceActivities(ServiceHttp http, Tokens tokens) {
    private static final List<ServiceName> KEEPERS = List.of(ServiceName.COMPUTE, ServiceName.SCORING);

    /** One activity: its operation, target, time and status. */
    public record Activity(String operation, String target, Instant timestamp, String status) {}

    List<Activity> of(ArmResourceId workspace) {
        return KEEPERS.stream()
                .flatMap(service -> Stream.of(ask(service, workspace)))
                .sorted(Comparator.comparing(Activity::timestamp).reversed())
                .toList();
    }

    private Activity[] ask(ServiceName service, ArmResourceId workspace) {
        return http.request(
                        service,
                        "GET",
                        "/_internal/activities?workspace=" + UriEncoding.encodeQueryValue(workspace.toString()))
                .bearer(tokens.forService(service))
                .send()
                .orFault()
                .as(Activity[].class);
    }
}
