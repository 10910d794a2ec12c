package io.mltwin.compute.sweeps;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.machinelearning.UserErrors.invalidProperty;
import static java.util.Objects.requireNonNullElse;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.compute.sweeps.EarlyTermination.Type;
import io.mltwin.compute.sweeps.Sampling.Rule;
import io.mltwin.compute.sweeps.SweepPlan.Objective;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.UserErrors;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Validates a sweep job; what its command needs, the trial's own job validates. */
final class SweepValidator {

    private static final int MOST_TRIALS = 1000;
    private static final Duration ONE_SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);
    private static final String TYPE = "samplingAlgorithm.samplingAlgorithmType";

    private static final String COUNT = "is from 1 to " + MOST_TRIALS;
    private static final String DURATION = "is a duration of ISO 8601 from one second, such as PT1H";

    private static final String NOT_NEGATIVE = "is not negative";
    private static final String POLICIES = "is Bandit, MedianStopping or TruncationSelection";
    private static final String PERCENTAGE = "is required: from 1 to 99";

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
            .part("earlyTermination", SweepValidator::earlyTermination)
            .duration(ONE_SECOND, LONGEST, DURATION, "limits.trialTimeout")
            .required("is required", "trial.command");

    private static final Rules<SweepJobBody.Policy> POLICY = rules(SweepJobBody.Policy.class, "earlyTermination.")
            .required(POLICIES, "policyType")
            .oneOf(Stream.of(Type.values()).map(Type::name).toList(), POLICIES, "policyType")
            .range(0, Double.MAX_VALUE, NOT_NEGATIVE, "slackFactor", "slackAmount")
            .refuse(
                    given -> isOf(Type.Bandit, given) && (isGiven(given.slackFactor()) == isGiven(given.slackAmount())),
                    "slackFactor",
                    "or slackAmount is required of a Bandit, and not both")
            .range(0, Integer.MAX_VALUE, NOT_NEGATIVE, "evaluationInterval", "delayEvaluation")
            .when(
                    given -> isOf(Type.TruncationSelection, given),
                    rules(SweepJobBody.Policy.class, "earlyTermination.")
                            .required(PERCENTAGE, "truncationPercentage")
                            .range(1, 99, PERCENTAGE, "truncationPercentage")::check);

    private SweepValidator() {}

    private static Rules<SweepJobBody> rules() {
        return rules(SweepJobBody.class, "");
    }

    private static <T> Rules<T> rules(Class<T> type, String place) {
        return Rules.of(type, "properties." + place, UserErrors::invalidProperty);
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
                body.earlyTermination() == null ? null : earlyTermination(body.earlyTermination()),
                new TrialTemplate(body, duration(limits.trialTimeout())));
    }

    private static EarlyTermination earlyTermination(SweepJobBody.Policy given) {
        POLICY.check(given);
        Type type = Stream.of(Type.values())
                .filter(one -> isOf(one, given))
                .findFirst()
                .orElseThrow();
        return new EarlyTermination(
                type,
                Math.max(1, requireNonNullElse(given.evaluationInterval(), 0)),
                requireNonNullElse(given.delayEvaluation(), 0),
                isGiven(given.slackFactor()) ? given.slackFactor() : null,
                isGiven(given.slackAmount()) ? given.slackAmount() : null,
                type == Type.TruncationSelection ? given.truncationPercentage() : 0);
    }

    private static boolean isOf(Type type, SweepJobBody.Policy given) {
        return AsciiCase.equal(type.name(), given.policyType());
    }

    /** Clients send zero for what nobody gave. */
    private static boolean isGiven(Double number) {
        return number != null && number != 0;
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

    private static AzureException invalid(String field, String rule) {
        return invalidProperty("properties." + field, rule);
    }

    private static void invalidIf(boolean wrong, String field, String rule) {
        if (wrong) {
            throw invalid(field, rule);
        }
    }
}
