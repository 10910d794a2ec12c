package io.mltwin.compute.sweeps;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.armweb.AzureException.settingNotBuilt;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.jobs.JobErrors;
import io.mltwin.compute.sweeps.Sampling.Rule;
import io.mltwin.encoding.AsciiCase;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/** Validates a sweep job; what its command needs, the trial's own job validates. */
final class SweepValidator {

    private static final int MOST_TRIALS = 1000;

    private SweepValidator() {}

    /**
     * The plan of a sweep.
     *
     * @param seed for a sweep that gives none
     * @throws AzureException 400 for what is wrong, 501 for what is not built
     */
    static SweepPlan read(SweepJobBody body, long seed) {
        refuseUnbuilt(body);
        Objective objective = objective(body.objective());
        Sampling sampling = sampling(body, seed);
        SweepJobBody.Limits limits =
                body.limits() == null ? new SweepJobBody.Limits(null, null, null, null, null) : body.limits();
        invalidIf(
                limits.jobLimitsType() != null && !AsciiCase.equal(limits.jobLimitsType(), "Sweep"),
                "limits.jobLimitsType",
                "is Sweep");
        int wanted = count("limits.maxTotalTrials", limits.maxTotalTrials());
        return new SweepPlan(
                objective,
                sampling,
                sampling.most(wanted),
                count("limits.maxConcurrentTrials", limits.maxConcurrentTrials()),
                duration("limits.timeout", limits.timeout()),
                body.earlyTermination() == null ? null : EarlyTerminationValidator.read(body.earlyTermination()),
                trial(body, duration("limits.trialTimeout", limits.trialTimeout())));
    }

    private static void refuseUnbuilt(SweepJobBody body) {
        notBuiltIf(
                body.componentId() != null
                        || body.componentConfiguration() != null
                                && !body.componentConfiguration().isNull(),
                "A sweep over a component");
    }

    private static Objective objective(SweepJobBody.Goal given) {
        invalidIf(
                given == null
                        || given.primaryMetric() == null
                        || given.primaryMetric().isBlank(),
                "objective.primaryMetric",
                "is required: the name of a metric");
        boolean isMaximum = AsciiCase.equal("Maximize", given.goal());
        invalidIf(
                !isMaximum && !AsciiCase.equal("Minimize", given.goal()),
                "objective.goal",
                "is required: Minimize or Maximize");
        return new Objective(given.primaryMetric(), isMaximum);
    }

    private static Sampling sampling(SweepJobBody body, long otherwise) {
        SweepJobBody.Algorithm given = body.samplingAlgorithm();
        String type = given == null ? null : given.samplingAlgorithmType();
        notBuiltIf(AsciiCase.equal("Bayesian", type), "Bayesian sampling");
        boolean isGrid = AsciiCase.equal("Grid", type);
        invalidIf(
                !isGrid && !AsciiCase.equal("Random", type),
                "samplingAlgorithm.samplingAlgorithmType",
                "is required: Grid, Random or Bayesian");
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

    private static int count(String field, Integer given) {
        if (given == null) {
            return MOST_TRIALS;
        }
        invalidIf(given < 1 || given > MOST_TRIALS, field, "is from 1 to " + MOST_TRIALS);
        return given;
    }

    private static Duration duration(String field, String given) {
        if (given == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(given);
            if (duration.toSeconds() > 0) {
                return duration;
            }
        } catch (DateTimeParseException noDuration) {
            // refused below
        }
        throw invalid(field, "is a duration of ISO 8601 from one second, such as PT1H");
    }

    private static TrialTemplate trial(SweepJobBody body, Duration timeout) {
        SweepJobBody.Trial trial = body.trial();
        invalidIf(
                trial == null || trial.command() == null || trial.command().isBlank(), "trial.command", "is required");
        return new TrialTemplate(body, timeout);
    }

    static AzureException invalid(String field, String rule) {
        return JobErrors.invalid("properties." + field, "properties.%s %s.", field, rule);
    }

    static void invalidIf(boolean wrong, String field, String rule) {
        if (wrong) {
            throw invalid(field, rule);
        }
    }
}
