package io.mltwin.compute.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.compute.sweeps.SweepPlan.Objective;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SWEEP = """
            {'objective':{'goal':'minimize','primaryMetric':'loss'},
             'samplingAlgorithm':{'samplingAlgorithmType':'Random','seed':5,'rule':'random','logbase':'10'},
             'searchSpace':{'lr':['uniform',[0.1,0.9]]},
             'limits':{'jobLimitsType':'Sweep','maxTotalTrials':20,'maxConcurrentTrials':4,'timeout':'PT2H','trialTimeout':'PT10M'},
             'earlyTermination':{'policyType':'TruncationSelection','truncationPercentage':25,'evaluationInterval':0,'delayEvaluation':5},
             'trial':{'command':'train ${{search_space.lr}} ${{ search_space.none }}','environmentId':'e'}}
            """;

    /** The sweep with members that replace its own. */
    private static SweepPlan plan(String changes) throws IOException {
        ObjectNode sweep = (ObjectNode) JSON.readTree(SWEEP.replace('\'', '"'));
        sweep.setAll((ObjectNode) JSON.readTree(changes.replace('\'', '"')));
        return SweepValidator.read(Json.read(sweep, SweepJobBody.class), 1);
    }

    @Test
    void aSweepBecomesAPlan() throws IOException {
        SweepPlan plan = plan("{}");

        assertThat(plan.objective()).isEqualTo(new Objective("loss", false));
        assertThat(plan.sampling().seed()).isEqualTo(5);
        assertThat(plan.sampling().base()).isEqualTo(10);
        assertThat(plan.trials()).isEqualTo(20);
        assertThat(plan.concurrentTrials()).isEqualTo(4);
        assertThat(plan.timeout()).isEqualTo(Duration.ofHours(2));
        assertThat(plan.earlyTermination())
                .isEqualTo(new EarlyTermination(EarlyTermination.Type.TruncationSelection, 1, 5, null, null, 25));
    }

    @Test
    void aSweepWithoutLimitsTriesAThousandTimes() throws IOException {
        SweepPlan plan = plan("{'limits':null,'earlyTermination':null}");

        assertThat(plan.trials()).isEqualTo(1000);
        assertThat(plan.concurrentTrials()).isEqualTo(1000);
        assertThat(plan.timeout()).isNull();
        assertThat(plan.earlyTermination()).isNull();
    }

    @Test
    void theRuleSobolTakesAsManyParametersAsTheSequenceHasDimensions() throws IOException {
        String rule = "'samplingAlgorithm':{'samplingAlgorithmType':'Random','rule':'sobol'}";

        assertThat(plan("{" + rule + "," + space(21) + "}").sampling().rule()).isEqualTo(Sampling.Rule.SOBOL);
        AzureException fault =
                catchThrowableOfType(AzureException.class, () -> plan("{" + rule + "," + space(22) + "}"));
        assertThat(fault.status()).isEqualTo(501);
        assertThat(fault.content().target()).isEqualTo("properties.samplingAlgorithm.rule");
    }

    private static String space(int parameters) {
        return IntStream.range(0, parameters)
                .mapToObj(number -> "'p" + number + "':['uniform',[0,1]]")
                .collect(Collectors.joining(",", "'searchSpace':{", "}"));
    }

    @Test
    void valuesStandInTheCommand() throws IOException {
        JsonNode job = plan("{}").trial().job("s_0", Map.of("lr", JSON.readTree("0.5")));

        assertThat(job.path("command").asText()).isEqualTo("train 0.5 ${{ search_space.none }}");
        assertThat(job.at("/tags/hyperparameters").asText()).isEqualTo("{\"lr\":0.5}");
        assertThat(job.at("/limits/timeout").asText()).isEqualTo("PT10M");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'objective':null}|400|properties.objective.primaryMetric",
                "{'objective':{'goal':'Minimize','primaryMetric':' '}}|400|properties.objective.primaryMetric",
                "{'objective':{'primaryMetric':'a'}}|400|properties.objective.goal",
                "{'objective':{'goal':'Least','primaryMetric':'a'}}|400|properties.objective.goal",
                "{'samplingAlgorithm':null}|400|properties.samplingAlgorithm.samplingAlgorithmType",
                "{'samplingAlgorithm':{'samplingAlgorithmType':'Best'}}|400|properties.samplingAlgorithm.samplingAlgorithmType",
                "{'samplingAlgorithm':{'samplingAlgorithmType':'Bayesian'}}|501|null",
                "{'samplingAlgorithm':{'samplingAlgorithmType':'Grid','rule':'Sobol'},'searchSpace':{'lr':['choice',[[1]]]}}|400|properties.samplingAlgorithm.rule",
                "{'samplingAlgorithm':{'samplingAlgorithmType':'Random','rule':'Dice'}}|400|properties.samplingAlgorithm.rule",
                "{'samplingAlgorithm':{'samplingAlgorithmType':'Random','logbase':'-1'}}|400|properties.samplingAlgorithm.logbase",
                "{'samplingAlgorithm':{'samplingAlgorithmType':'Random','logbase':'1'}}|400|properties.samplingAlgorithm.logbase",
                "{'samplingAlgorithm':{'samplingAlgorithmType':'Random','logbase':'x'}}|400|properties.samplingAlgorithm.logbase",
                "{'samplingAlgorithm':{'samplingAlgorithmType':'Grid'}}|400|properties.searchSpace.lr",
                "{'searchSpace':null}|400|properties.searchSpace",
                "{'searchSpace':{}}|400|properties.searchSpace",
                "{'searchSpace':[1]}|400|properties.searchSpace",
                "{'searchSpace':{'l-r':['uniform',[0,1]]}}|400|properties.searchSpace.l-r",
                "{'searchSpace':{'lr':0.1}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['gauss',[0,1]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['uniform']}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['uniform',[0]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['uniform',[0,1,2]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['uniform',['0','1']]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['uniform',[1,1]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['quniform',[0,1,0]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['loguniform',[2,1]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['qloguniform',[0,1,-1]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['normal',[0,0]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['qnormal',[0,1]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['lognormal',[0,-1]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['randint',[0]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['randint',[1.5]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['choice',[1,2]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['choice',[[]]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['choice',[[1,1]]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['choice',[[null]]]}}|400|properties.searchSpace.lr",
                "{'searchSpace':{'lr':['choice',[[{'a':['uniform',[0,1]]}]]]}}|501|null",
                "{'limits':{'jobLimitsType':'Command'}}|400|properties.limits.jobLimitsType",
                "{'limits':{'maxTotalTrials':0}}|400|properties.limits.maxTotalTrials",
                "{'limits':{'maxTotalTrials':1001}}|400|properties.limits.maxTotalTrials",
                "{'limits':{'maxConcurrentTrials':0}}|400|properties.limits.maxConcurrentTrials",
                "{'limits':{'maxConcurrentTrials':1001}}|400|properties.limits.maxConcurrentTrials",
                "{'limits':{'timeout':'2h'}}|400|properties.limits.timeout",
                "{'limits':{'timeout':'PT0S'}}|400|properties.limits.timeout",
                "{'limits':{'trialTimeout':'-PT1M'}}|400|properties.limits.trialTimeout",
                "{'earlyTermination':{}}|400|properties.earlyTermination.policyType",
                "{'earlyTermination':{'policyType':'Luck'}}|400|properties.earlyTermination.policyType",
                "{'earlyTermination':{'policyType':'Bandit'}}|400|properties.earlyTermination.slackFactor",
                "{'earlyTermination':{'policyType':'Bandit','slackFactor':0,'slackAmount':0}}|400|properties.earlyTermination.slackFactor",
                "{'earlyTermination':{'policyType':'Bandit','slackFactor':1,'slackAmount':1}}|400|properties.earlyTermination.slackFactor",
                "{'earlyTermination':{'policyType':'Bandit','slackFactor':-1}}|400|properties.earlyTermination.slackFactor",
                "{'earlyTermination':{'policyType':'MedianStopping','evaluationInterval':-1}}|400|properties.earlyTermination.evaluationInterval",
                "{'earlyTermination':{'policyType':'MedianStopping','delayEvaluation':-1}}|400|properties.earlyTermination.delayEvaluation",
                "{'earlyTermination':{'policyType':'TruncationSelection'}}|400|properties.earlyTermination.truncationPercentage",
                "{'earlyTermination':{'policyType':'TruncationSelection','truncationPercentage':100}}|400|properties.earlyTermination.truncationPercentage",
                "{'trial':null}|400|properties.trial.command",
                "{'trial':{'environmentId':'e'}}|400|properties.trial.command",
                "{'componentId':'c'}|501|null"
            })
    void refuses(String changes, int status, String target) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> plan(changes));

        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
        if (status == 400) {
            assertThat(fault.content().target()).isEqualTo(target);
        }
    }
}
