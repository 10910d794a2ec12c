package io.mltwin.compute.sweeps;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.machinelearning.UserErrors.invalidProperty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.sweeps.Sampling.Rule;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.time.Duration;
import java.util.List;

/** Validates a sweep job; what its command needs, the trial's own job validates. */
final class SweepValidator {

    private static final int MOST_TRIALS = 1000;
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);
    private static final String TYPE = "samplingAlgorithm.samplingAlgorithmType";

    private static final String COUNT = "is from 1 to " + MOST_TRIALS;
    private static final String DURATION = "is a duration of ISO 8601 from one second, such as PT1H";

    private static final Rules<SweepJobBody> GOAL = rules().notBuilt(
                    "A sweep over a component", "componentId", "componentConfiguration")
            .required("is required: the name of a metric", "objective.primaryMetric")
            .required("is required: Minimize or Maximize", "objective.goal")
            .oneOf(List.of("Minimize", "Maximize"), "is required: Minimize or Maximize", "objective.goal")
            .notBuiltFor("Bayesian sampling", TYPE, "Bayesian")
            .required("is required: Grid, Random or Bayesian", TYPE)
            .oneOf(List.of("Grid", "Random"), "is required: Grid, Random or Bayesian", TYPE);

    private static final Rules<SweepJobBody> LIMITS = rules().oneOf(
                    List.of("Sweep"), "is Sweep", "limits.jobLimitsType")
            .range(1, MOST_TRIALS, COUNT, "limits.maxTotalTrials", "limits.maxConcurrentTrials")
            .duration(ONE_SECOND, LONGEST, DURATION, "limits.timeout")
            .part("earlyTermination", EarlyTerminationValidator::read)
            .duration(ONE_SECOND, LONGEST, DURATION, "limits.trialTimeout")
            .required("is required", "trial.command");

    private SweepValidator() {}

    private static Rules<SweepJobBody> rules() {
        return Rules.of(SweepJobBody.class, "properties.", UserErrors::invalidProperty);
    }

    /**
     * The plan of a sweep.
     *
     * @param seed for a sweep that gives none
     * @throws AzureException 400 for what is wrong, 501 for what is not built
     */
    static SweepPlan read(SweepJobBody body, long seed) {
        GOAL.check(body);
        Objective objective = new Objective(
                body.objective().primaryMetric(),
                AsciiCase.equal("Maximize", body.objective().goal()));
        Sampling sampling = sampling(body, seed);
        LIMITS.check(body);
        SweepJobBody.Limits limits =
                requireNonNullElse(body.limits(), new SweepJobBody.Limits(null, null, null, null, null));
        return new SweepPlan(
                objective,
                sampling,
                sampling.most(requireNonNullElse(limits.maxTotalTrials(), MOST_TRIALS)),
                requireNonNullElse(limits.maxConcurrentTrials(), MOST_TRIALS),
                duration(limits.timeout()),
                body.earlyTermination() == null ? null : EarlyTerminationValidator.read(body.earlyTermination()),
                new TrialTemplate(body, duration(limits.trialTimeout())));
    }

    private static Sampling sampling(SweepJobBody body, long otherwise) {
        SweepJobBody.Algorithm given = body.samplingAlgorithm();
        boolean isGrid = AsciiCase.equal("Grid", given.samplingAlgorithmType());
        SearchSpace space = SearchSpace.read(body.searchSpace());
        Rule rule = rule(given.rule(), space);
        invalidIf(isGrid && rule == Rule.SOBOL, "samplingAlgorithm.rule", "is of random sampling");
        if (isGrid) {
            requireChoices(space);
        }
        return new Sampling(
                space,
                isGrid ? Rule.GRID : rule,
                given.seed() == null ? otherwise : given.seed(),
                base(given.logbase()));
    }

    private static Rule rule(String given, SearchSpace space) {
        if (given == null || AsciiCase.equal("Random", given)) {
            return Rule.RANDOM;
        }
        invalidIf(!AsciiCase.equal("Sobol", given), "samplingAlgorithm.rule", "is Random or Sobol");
        if (space.parameters().size() > SobolSequence.MOST_DIMENSIONS) {
            throw settingNotBuilt(
                    "properties.samplingAlgorithm.rule",
                    "the sequence has " + SobolSequence.MOST_DIMENSIONS + " dimensions",
                    "Give fewer parameters, or the rule Random.");
        }
        return Rule.SOBOL;
    }

    private static void requireChoices(SearchSpace space) {
        space.parameters().forEach((name, distribution) -> {
            if (distribution.kind() != Distribution.Kind.CHOICE) {
                throw invalid("searchSpace." + name, "is a choice, since grid sampling knows no other distribution");
            }
        });
    }

    private static double base(String logbase) {
        if (logbase == null || logbase.equals("e")) {
            return Math.E;
        }
        try {
            double base = Double.parseDouble(logbase);
            if (base > 0 && base != 1 && Double.isFinite(base)) {
                return base;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw invalid("samplingAlgorithm.logbase", "is e or a positive number other than 1");
    }

    private static Duration duration(String given) {
        return given == null ? null : Duration.parse(given);
    }

    static AzureException invalid(String field, String rule) {
        return invalidProperty("properties." + field, rule);
    }

    static void invalidIf(boolean wrong, String field, String rule) {
        if (wrong) {
            throw invalid(field, rule);
        }
    }
}
