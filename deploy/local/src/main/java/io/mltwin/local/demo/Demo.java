package io.mltwin.local.demo;

import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.client.Tokens;
import io.mltwin.local.layout.PlatformSettings;
import io.mltwin.local.process.Progress;
import io.mltwin.local.seed.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All five flows on real data, told step by step. */
public final class Demo {
    private final PlatformClient client;
    private final Azure azure;
    private final CallStory story;
    private final Fixture fixture;
    private final List<Flow> flows;
    private final Progress out;
    private FlowDiagrams diagrams;

    public Demo(
            PlatformClient client,
            PlatformSettings settings,
            Tokens tokens,
            Map<String, String> names,
            Fixture fixture,
            Path seed,
            TrainingScript script,
            Progress out) {
        this.client = client;
        this.azure = new Azure(settings, tokens);
        this.story = new CallStory(client, settings, tokens, names);
        this.fixture = fixture;
        this.flows =
                List.of(
                        new CreateWorkspace(),
                        new SaveSource(seed, script),
                        new Train(script),
                        new Query(),
                        new Serve(seed, script));
        this.out = out;
    }

    /** Writes the diagram of each flow when it has ended. */
    public Demo with(FlowDiagrams written) {
        this.diagrams = written;
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
     * @throws FlowFailure naming flow and step that did not end as it should
     */
    public FlowState run(String workspaceName) throws IOException, InterruptedException {
        FlowState state =
                new FlowState(
                        fixture.resourceGroup().location(),
                        fixture.resourceGroupId(),
                        workspaceName);
        int number = 1;
        for (Flow flow : flows) {
            play(number++, flow, state);
        }
        return state;
    }

    private void play(int number, Flow flow, FlowState state)
            throws IOException, InterruptedException {
        FlowClient flowClient = new FlowClient(client);
        out.say("");
        out.say("Flow " + number + ": " + flow.title());
        long start = System.nanoTime();
        String outcome;
        try {
            outcome = flow.run(flowClient, azure.within(flowClient), state);
        } catch (FlowFailure | IOException failure) {
            tell(flowClient, state);
            throw new FlowFailure(
                    "flow " + number + " (" + flow.title() + "): " + failure.getMessage());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        tell(flowClient, state);
        out.say(String.format(Locale.ROOT, "  ✓ %s (%.1f s)", outcome, seconds));
        out.say("  look at: " + flow.next(state));
        if (diagrams != null) {
            draw(number, flow, flowClient);
        }
    }

    private void draw(int number, Flow flow, FlowClient flowClient) throws IOException {
        Path file = diagrams.write(number, flow.title(), flowClient.trace());
        out.say(
                file == null
                        ? "  no diagram: telemetry-service has no spans of this flow"
                        : "  drawn in "
                                + file
                                + " (Mermaid); as text: ./mltwin trace "
                                + flowClient.trace().traceId());
    }

    private void tell(FlowClient flowClient, FlowState state) throws IOException {
        for (String line : story.lines(flowClient.correlationId(), state.takeUntoldRun())) {
            out.say("    " + line);
        }
    }
}
