package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.demo.DemoOutput.Colour;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.seed.Fixture;
import io.mltwin.local.trust.OperatorCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Plays all five flows on real data and tells each from the calls that it caused. */
public final class Demo {
    private final PlatformClient client;
    private final PlatformSettings settings;
    private final OperatorCredentials credentials;
    private final Azure azure;
    private final CallStory story;
    private final FlowSummary summary;
    private final DecisionClient decisions;
    private final Fixture fixture;
    private final List<Flow> flows;
    private final DemoOutput out;
    private FlowDiagrams diagrams;
    private boolean allCalls;

    /**
     * @param entries the entry scripts that serve the model
     */
    public Demo(
            PlatformClient client,
            PlatformSettings settings,
            OperatorCredentials credentials,
            Fixture fixture,
            Path seed,
            TrainingScript script,
            List<EntryScript> entries,
            DemoOutput out) {
        Tokens tokens = new Tokens(client, settings, credentials);
        this.client = client;
        this.settings = settings;
        this.credentials = credentials;
        this.azure = new Azure(settings, tokens);
        this.story = new CallStory(client, settings, tokens, CallStory.names(credentials));
        this.summary = new FlowSummary(credentials);
        this.decisions = new DecisionClient(client, settings, tokens);
        this.fixture = fixture;
        this.flows = List.of(
                new CreateWorkspace(),
                new SaveSource(seed, script),
                new Train(script),
                new Query(),
                new Serve(seed, script, entries));
        this.out = out;
    }

    /** Writes the diagram of each flow when it has ended. */
    public Demo with(FlowDiagrams written) {
        this.diagrams = written;
        return this;
    }

    /** Tells each call instead of a summary. */
    public Demo withAllCalls(boolean all) {
        this.allCalls = all;
        return this;
    }

    public Azure azure() {
        return azure;
    }

    public CallStory story() {
        return story;
    }

    /**
     * Plays all flows in a new workspace of the fixture's resource group.
     *
     * @throws FlowException naming flow and step that did not end as it should
     */
    public FlowState run(String workspaceName) throws IOException, InterruptedException {
        FlowState state = new FlowState(fixture.resourceGroup().location(), fixture.resourceGroupId(), workspaceName);
        int number = 1;
        for (Flow flow : flows) {
            play(number++, flow, state);
        }
        return state;
    }

    private void play(int number, Flow flow, FlowState state) throws IOException, InterruptedException {
        FlowClient flowClient = FlowClient.patient(client, out::showWait);
        out.say("");
        out.say(out.coloured(Colour.TITLE, "Flow " + number + ": " + flow.title()));
        long start = System.nanoTime();
        String outcome;
        try {
            outcome = flow.run(flowClient, azure.within(flowClient), state);
        } catch (FlowException | RefusalException | IOException failure) {
            tellIfKnown(flow, flowClient, state);
            throw failure(number, flow, flowClient, failure);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        tellIfKnown(flow, flowClient, state);
        out.say("  " + out.coloured(Colour.GOOD, "✓ " + outcome) + String.format(Locale.ROOT, " (%.1f s)", seconds));
        String trace = diagrams == null ? "" : drawIfKnown(number, flow, flowClient);
        out.say("  look at: " + trace + flow.next(state));
    }

    private String drawIfKnown(int number, Flow flow, FlowClient flowClient) {
        try {
            return draw(number, flow, flowClient);
        } catch (IOException | RefusalException e) {
            return "no diagram, since telemetry-service does not answer; ";
        }
    }

    private String draw(int number, Flow flow, FlowClient flowClient) throws IOException {
        out.showWait("the flow's spans");
        Path file = diagrams.write(number, flow.title(), flowClient.trace());
        return file == null
                ? "no diagram, since telemetry-service has no spans of this flow; "
                : "./mltwin trace " + flowClient.trace().traceId() + (allCalls ? " (drawn in " + file + "); " : "; ");
    }

    private void tell(Flow flow, FlowClient flowClient, FlowState state) throws IOException {
        out.showWait("the calls of all services");
        String run = state.takeUntoldRun();
        if (allCalls) {
            story.lines(flowClient.correlationId(), run).forEach(line -> out.say("    " + line));
            return;
        }
        List<JsonNode> calls = story.of(flowClient.correlationId(), run);
        Iterator<FlowSummary.Line> lines = summary.lines(calls).iterator();
        if (lines.hasNext()) {
            tell(lines.next());
            tellDecision(flow, state);
        }
        lines.forEachRemaining(this::tell);
    }

    private void tell(FlowSummary.Line line) {
        tell(
                out.coloured(Colour.CALLER, line.caller()) + " → " + line.receivers(),
                line.what(),
                line.credential(),
                line.verdict(),
                !line.refused());
    }

    private void tell(String who, String what, String why, String verdict, boolean good) {
        out.say("  "
                + who
                + ": "
                + what
                + " ["
                + out.coloured(Colour.CREDENTIAL, why)
                + ": "
                + out.coloured(good ? Colour.GOOD : Colour.BAD, verdict)
                + "]");
    }

    private void tellDecision(Flow flow, FlowState state) throws IOException {
        String principal = credentials.servicePrincipals().get(flow.actor()).objectId();
        decisions
                .explain(principal, flow.action(), state.workspaceId())
                .ifPresent(decision -> tell(
                        "Azure role-based access control",
                        "may " + flow.actor() + " do " + flow.action() + "?",
                        decision.allowed() ? "yes" : "no",
                        decision.reason().replaceAll("/subscriptions/[0-9a-f-]{36}", "/subscriptions/…"),
                        decision.allowed()));
    }

    /** A service that does not answer must not hide what failed, nor make a flow fail. */
    private void tellIfKnown(Flow flow, FlowClient flowClient, FlowState state) {
        try {
            tell(flow, flowClient, state);
        } catch (IOException | RefusalException e) {
            out.say("  the calls are not known, since a service does not answer");
        }
    }

    private FlowException failure(int number, Flow flow, FlowClient flowClient, Exception failure) {
        String cause = failure.getMessage() == null
                ? "no answer (" + failure.getClass().getSimpleName() + ")"
                : failure.getMessage();
        String last = flowClient.lastRequest();
        String step = last == null || cause.startsWith(last) ? cause : "after " + last + ": " + cause;
        return new FlowException("flow " + number + " (" + flow.title() + "): " + step, serviceOf(last));
    }

    private PlatformService serviceOf(String request) {
        for (PlatformService service : PlatformService.values()) {
            if (request != null
                    && request.contains(settings.base() + ":" + settings.ports().of(service) + "/")) {
                return service;
            }
        }
        return request == null ? PlatformService.IDENTITY : null;
    }
}
