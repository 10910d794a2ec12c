package io.mltwin.e2e.sdk;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * Looks on what Azure's clients send, below their own policies, and keeps a note of each distinct
 * operation that was answered with success.
 */
public final class SdkOperations implements HttpPipelinePolicy {
    private static final int SUCCESS = 300;

    private final Set<SdkOperation> passed = new ConcurrentSkipListSet<>();
    private final AtomicInteger requests = new AtomicInteger();

    @Override
    public HttpPipelinePosition getPipelinePosition() {
        return HttpPipelinePosition.PER_RETRY;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        SdkOperation operation = name(context.getHttpRequest());
        return next.process().doOnNext(answer -> note(operation, answer));
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        SdkOperation operation = name(context.getHttpRequest());
        HttpResponse answer = next.processSync();
        note(operation, answer);
        return answer;
    }

    private static SdkOperation name(HttpRequest request) {
        return request.getUrl().getHost().contains(".vault.")
                ? VaultOperationNames.of(request)
                : BlobOperationNames.of(request);
    }

    private void note(SdkOperation operation, HttpResponse answer) {
        if (answer.getStatusCode() < SUCCESS) {
            passed.add(operation);
        }
        requests.incrementAndGet();
    }

    Set<SdkOperation> passed() {
        return passed;
    }

    /** How many requests there were, answered with success or not. */
    int requests() {
        return requests.get();
    }

    /** The lines of the table in docs/clients.md. */
    List<String> table() {
        Map<SdkOperation.Area, List<String>> areas = new TreeMap<>();
        passed.forEach(one ->
                areas.computeIfAbsent(one.area(), area -> new ArrayList<>()).add(one.name()));
        List<String> lines = new ArrayList<>();
        lines.add("| client of | operations | which |");
        lines.add("|---|---|---|");
        areas.forEach((area, names) ->
                lines.add("| " + area.title() + " | " + names.size() + " | " + String.join(", ", names) + " |"));
        return lines;
    }
}
