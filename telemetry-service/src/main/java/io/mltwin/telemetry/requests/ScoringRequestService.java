package io.mltwin.telemetry.requests;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.DataKey;
import io.mltwin.events.ScoringRequest;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.telemetry.components.Component;
import io.mltwin.telemetry.components.ComponentService;
import io.mltwin.telemetry.diagnostics.DiagnosticBody;
import io.mltwin.telemetry.diagnostics.DiagnosticService;
import io.mltwin.telemetry.kafka.TopicListener.Rejected;
import io.mltwin.telemetry.tables.InsightsTables;
import io.mltwin.telemetry.tables.InsightsTables.NewItem;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The document's "Application Insights" telemetry: a row in the workspace's component per request,
 * and a copy without payload in Microsoft's store unless the workspace is of high business impact.
 */
@Singleton
record ScoringRequestService(ComponentService components, InsightsTables tables, DiagnosticService diagnostics) {

    /** Stores a batch in one transaction, before which components and keys are looked up. */
    List<Rejected> store(List<ScoringRequest> events) {
        Map<String, Optional<Component>> found = new HashMap<>();
        for (ScoringRequest request : events) {
            if (request.componentId() != null) {
                found.computeIfAbsent(request.componentId(), id -> components.find(ArmResourceId.parse(id)));
            }
        }
        DataKey key = diagnostics.openKey();
        return RowTransactions.inOne(() -> store(events, found, key));
    }

    private List<Rejected> store(List<ScoringRequest> events, Map<String, Optional<Component>> found, DataKey key) {
        diagnostics.deleteExpired();
        List<DiagnosticBody> collected = new ArrayList<>();
        Map<Component, List<NewItem>> rows = new HashMap<>();
        List<Rejected> rejected = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            ScoringRequest request = events.get(i);
            if (!request.highBusinessImpact()) {
                collected.add(ScoringRequestMapper.diagnostic(request));
            }
            if (request.componentId() == null) {
                continue;
            }
            Optional<Component> component = found.get(request.componentId());
            if (component.isPresent()) {
                rows.computeIfAbsent(component.get(), first -> new ArrayList<>())
                        .add(new NewItem(request.eventId(), request.timestamp(), ScoringRequestMapper.item(request)));
            } else {
                rejected.add(new Rejected(i, "its Application Insights component does not exist"));
            }
        }
        if (!collected.isEmpty()) {
            diagnostics.add(collected, key);
        }
        rows.forEach(tables::add);
        return rejected;
    }
}
