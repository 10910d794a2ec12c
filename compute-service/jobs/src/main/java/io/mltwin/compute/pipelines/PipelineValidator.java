package io.mltwin.compute.pipelines;

import static io.mltwin.armweb.AzureException.notBuilt;
import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.encoding.Absence.orEmpty;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.jobs.Expressions;
import io.mltwin.compute.pipelines.PipelineJobBody.InputBody;
import io.mltwin.compute.pipelines.PipelineJobBody.SettingsBody;
import io.mltwin.compute.pipelines.PipelineJobBody.StepBody;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Validates a pipeline; what the command of a step needs, the step's own job validates. */
final class PipelineValidator {

    private static final int MOST_STEPS = 1000;
    private static final Rules<PipelineJobBody> RULES = Rules.of(
                    PipelineJobBody.class, "properties.", UserErrors::invalidProperty)
            .notBuilt("A pipeline of a component", "componentId")
            .notBuilt("A pipeline of an earlier job (sourceJobId)", "sourceJobId")
            .notBuilt("The settings on_init and on_finalize of a pipeline", "settings.onInit", "settings.onFinalize")
            .refuse(
                    PipelineValidator::hasOtherDatastore,
                    body -> notBuilt("A default datastore of a pipeline other than workspaceblobstore"))
            .required("needs a step", "jobs")
            .refuse(body -> body.jobs().size() > MOST_STEPS, "jobs", "has at most " + MOST_STEPS + " steps");

    private static final Rules<StepBody> TYPE = Rules.of(StepBody.class, "", UserErrors::invalidProperty)
            .required("is required: command", "type")
            .notBuiltFor(
                    "A step of type %s",
                    "type",
                    "sweep",
                    "pipeline",
                    "parallel",
                    "spark",
                    "automl",
                    "import",
                    "do_while",
                    "if_else",
                    "data_transfer")
            .oneOf(List.of("command"), "is command", "type");

    private static final Rules<StepBody> STEP =
            Rules.of(StepBody.class, "", UserErrors::invalidProperty).notBuilt("A step of a component", "componentId");

    private PipelineValidator() {}

    /**
     * The plan of a pipeline.
     *
     * @throws AzureException 400 for what is wrong, 501 for what is not built
     */
    static PipelinePlan read(PipelineJobBody body) {
        RULES.check(body);
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        body.jobs().forEach((name, step) -> needs.put(name, needs(body, name, step)));
        requireResults(body);
        PipelineGraph graph = new PipelineGraph(needs);
        List<String> cycle = graph.cycle();
        invalidIf(!cycle.isEmpty(), "properties.jobs", "The steps %s need each other, so none begins.", cycle);
        SettingsBody settings = body.settings();
        return new PipelinePlan(body, graph, settings != null && isTrue(settings.continueOnStepFailure()));
    }

    private static boolean hasOtherDatastore(PipelineJobBody body) {
        String datastore = body.settings() == null ? null : body.settings().defaultDatastore();
        return datastore != null
                && !AsciiCase.equal(datastore.substring(datastore.lastIndexOf('/') + 1), Expressions.DEFAULT_DATASTORE);
    }

    /** Each output of the pipeline is the output of one step. */
    private static void requireResults(PipelineJobBody body) {
        Set<String> open = new TreeSet<>(orEmpty(body.outputs()).keySet());
        body.jobs()
                .forEach((name, step) -> orEmpty(step.outputs()).forEach((output, given) -> {
                    if (given != null && given.value() != null) {
                        String result = Binding.result(given.value());
                        if (result == null || !open.remove(result)) {
                            throw invalid(
                                    name,
                                    ".outputs." + output,
                                    "is bound to ${{parent.outputs.x}}, an output of the pipeline that no other step has");
                        }
                    }
                }));
        open.forEach(result -> {
            throw UserErrors.invalidProperty("properties.outputs." + result, "is bound to no output of a step");
        });
    }

    private static Set<String> needs(PipelineJobBody body, String name, StepBody step) {
        if (!name.matches("[A-Za-z0-9_]{1,64}")) {
            throw invalid(name, "", "has a name of up to 64 letters, digits and underscores");
        }
        requireType(name, step);
        STEP.checkAt("properties.jobs." + name + ".", step);
        Set<String> needs = new TreeSet<>();
        if (step.inputs() != null) {
            step.inputs()
                    .forEach((input, given) -> need(body, name, input, given).ifPresent(needs::add));
        }
        return needs;
    }

    /** Refuses a step of another type, whatever its component. */
    static void requireType(String name, StepBody step) {
        TYPE.checkAt("properties.jobs." + name + ".", step);
    }

    /** The step whose output an input is bound to. */
    private static Optional<String> need(PipelineJobBody body, String name, String input, InputBody given) {
        String field = ".inputs." + input;
        if (given == null) {
            throw invalid(name, field, "is required");
        }
        if (given.value() == null || !given.value().contains("${{")) {
            return Optional.empty();
        }
        Binding binding = Binding.parse(given.value())
                .orElseThrow(
                        () -> invalid(name, field, "is bound to ${{parent.inputs.x}} or ${{parent.jobs.a.outputs.b}}"));
        if (binding.step() == null) {
            if (body.inputs() == null || body.inputs().get(binding.name()) == null) {
                throw invalid(name, field, "names the input '" + binding.name() + "', which there is not");
            }
            return Optional.empty();
        }
        StepBody source = body.jobs().get(binding.step());
        if (source == null) {
            throw invalid(name, field, "names the step '" + binding.step() + "', which there is not");
        }
        if (source.outputs() == null || !source.outputs().containsKey(binding.name())) {
            throw invalid(
                    name,
                    field,
                    "names the output '" + binding.name() + "', which the step '" + binding.step() + "' does not have");
        }
        return Optional.of(binding.step());
    }

    private static AzureException invalid(String step, String field, String rule) {
        return UserErrors.invalidProperty("properties.jobs." + step + field, rule);
    }
}
