package io.mltwin.compute.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.compute.automl.AutoMLPlan.AutoMLSettings;
import io.mltwin.compute.automl.AutoMLPlan.TrialPipeline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoMLValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AutoMLValidator VALIDATOR = new AutoMLValidator(new TrainingValidator(new Learners()));
    private static final String TASK = """
            {'taskType':'classification','targetColumnName':'species',
             'trainingData':{'jobInputType':'mltable','uri':'azureml:iris:1'}}
            """;

    /** The plan of a job whose task has members that replace its own. */
    private static AutoMLPlan plan(String changes) throws IOException {
        return job(changes, "{}");
    }

    private static AutoMLPlan job(String task, String rest) throws IOException {
        ObjectNode details = (ObjectNode) JSON.readTree(TASK.replace('\'', '"'));
        details.setAll((ObjectNode) JSON.readTree(task.replace('\'', '"')));
        ObjectNode job = JSON.createObjectNode();
        job.set("taskDetails", details);
        job.setAll((ObjectNode) JSON.readTree(rest.replace('\'', '"')));
        return VALIDATOR.read(Json.read(job, AutoMLJobBody.class));
    }

    @Test
    void jobHasAzuresDefaults() throws IOException {
        AutoMLPlan plan = plan("{}");

        assertThat(plan.task()).isEqualTo(AutoMLTask.CLASSIFICATION);
        assertThat(plan.metric()).isEqualTo(PrimaryMetric.AUC_WEIGHTED);
        assertThat(plan.limits())
                .isEqualTo(new AutoMLLimits(1000, 1, -1, null, true, Duration.ofHours(6), Duration.ofMinutes(30)));
        assertThat(plan.settings())
                .isEqualTo(
                        new AutoMLSettings("classification", "species", "AUC_weighted", null, null, true, -1, "INFO"));
        assertThat(plan.trials()).isEqualTo(plan.pipelines().size()).isGreaterThan(30);
    }

    @Test
    void jobKeepsItsSettings() throws IOException {
        AutoMLPlan plan = plan("""
                        {'taskType':'Regression','primaryMetric':'r2score','logVerbosity':'Debug','validationDataSize':0.25,
                         'nCrossValidations':{'mode':'Custom','value':4},'featurizationSettings':{'mode':'off','transformerParams':{'imputer':[]}},
                         'limitSettings':{'maxTrials':3,'maxConcurrentTrials':3,'maxCoresPerTrial':2,'exitScore':0.9,
                          'enableEarlyTermination':false,'timeout':'PT1H','trialTimeout':'PT5M','sweepTrials':0},
                         'trainingSettings':{'allowedTrainingAlgorithms':['knn','ElasticNet','SGD'],'blockedTrainingAlgorithms':['SGD','LightGBM'],
                          'enableVoteEnsemble':false,'trainingMode':'Auto'}}
                        """);

        assertThat(plan.metric()).isEqualTo(PrimaryMetric.R2_SCORE);
        assertThat(plan.settings())
                .isEqualTo(new AutoMLSettings("regression", "species", "r2_score", 4, 0.25, false, 2, "DEBUG"));
        assertThat(plan.limits())
                .isEqualTo(new AutoMLLimits(3, 3, 2, 0.9, false, Duration.ofHours(1), Duration.ofMinutes(5)));
        assertThat(plan.trials()).isEqualTo(3);
        assertThat(plan.pipelines())
                .extracting(TrialPipeline::algorithm)
                .startsWith("ElasticNet", "KNN", "ElasticNet", "KNN")
                .containsOnly("ElasticNet", "KNN");
    }

    @Test
    void eachAlgorithmIsTriedAsUsualBeforeAnyIsTriedAgain() throws IOException {
        List<TrialPipeline> pipelines = plan("{}").pipelines();

        assertThat(pipelines.subList(0, 10))
                .extracting(TrialPipeline::algorithm)
                .containsExactly(
                        "LogisticRegression",
                        "RandomForest",
                        "GradientBoosting",
                        "ExtremeRandomTrees",
                        "KNN",
                        "DecisionTree",
                        "SGD",
                        "SVM",
                        "BernoulliNaiveBayes",
                        "MultinomialNaiveBayes");
        assertThat(pipelines.get(10).algorithm()).isEqualTo("LogisticRegression");
        assertThat(pipelines).extracting(TrialPipeline::id).doesNotHaveDuplicates();
        assertThat(pipelines.get(0).spec().at("/objects/1").toString())
                .isEqualTo(
                        "{'spec_class':'sklearn','module':'sklearn.linear_model','class_name':'LogisticRegression','param_args':[],'param_kwargs':{'max_iter':1000,'C':1.0}}"
                                .replace('\'', '"'));
        assertThat(pipelines.get(10).spec().at("/objects/1/param_kwargs/C").asDouble())
                .isEqualTo(0.1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'taskType':null}|400|taskType",
                "{'taskType':'Guessing'}|400|taskType",
                "{'taskType':'Forecasting'}|501|taskType",
                "{'taskType':'ImageClassification'}|501|taskType",
                "{'taskType':'TextNER'}|501|taskType",
                "{'targetColumnName':null}|400|targetColumnName",
                "{'targetColumnName':' '}|400|targetColumnName",
                "{'trainingData':null}|400|trainingData",
                "{'trainingData':{'jobInputType':'mltable'}}|400|trainingData",
                "{'trainingData':{'jobInputType':'uri_folder','uri':'azureml:d:1'}}|400|trainingData.jobInputType",
                "{'trainingData':{'jobInputType':'mltable','uri':'azureml:d:1','mode':'Direct'}}|501|trainingData.mode",
                "{'validationData':{'jobInputType':'mltable','uri':' '}}|400|validationData",
                "{'validationData':{'uri':'azureml:v:1'},'validationDataSize':0.1}|400|validationData",
                "{'validationData':{'uri':'azureml:v:1'},'nCrossValidations':{'mode':'Custom','value':3}}|400|validationData",
                "{'validationDataSize':0}|400|validationDataSize",
                "{'validationDataSize':1}|400|validationDataSize",
                "{'nCrossValidations':{'mode':'Auto'}}|400|nCrossValidations.mode",
                "{'nCrossValidations':{'mode':'Custom'}}|400|nCrossValidations.value",
                "{'nCrossValidations':{'mode':'Custom','value':1}}|400|nCrossValidations.value",
                "{'primaryMetric':'R2Score'}|400|primaryMetric",
                "{'primaryMetric':'accuracy '}|400|primaryMetric",
                "{'taskType':'Regression','primaryMetric':'Accuracy'}|400|primaryMetric",
                "{'logVerbosity':'Loud'}|400|logVerbosity",
                "{'testData':{'uri':'azureml:t:1'}}|501|testData",
                "{'testDataSize':0.1}|501|testDataSize",
                "{'weightColumnName':'w'}|501|weightColumnName",
                "{'cvSplitColumnNames':['s']}|501|cvSplitColumnNames",
                "{'positiveLabel':'yes'}|501|positiveLabel",
                "{'limitSettings':{'maxTrials':0}}|400|limitSettings.maxTrials",
                "{'limitSettings':{'maxTrials':1001}}|400|limitSettings.maxTrials",
                "{'limitSettings':{'maxConcurrentTrials':0}}|400|limitSettings.maxConcurrentTrials",
                "{'limitSettings':{'maxTrials':2,'maxConcurrentTrials':3}}|400|limitSettings.maxConcurrentTrials",
                "{'limitSettings':{'maxCoresPerTrial':0}}|400|limitSettings.maxCoresPerTrial",
                "{'limitSettings':{'maxCoresPerTrial':-2}}|400|limitSettings.maxCoresPerTrial",
                "{'limitSettings':{'maxNodes':2}}|501|limitSettings.maxNodes",
                "{'limitSettings':{'sweepTrials':1}}|501|limitSettings.sweepTrials",
                "{'limitSettings':{'sweepConcurrentTrials':1}}|501|limitSettings.sweepConcurrentTrials",
                "{'limitSettings':{'exitScore':'NaN'}}|400|limitSettings.exitScore",
                "{'limitSettings':{'timeout':'1h'}}|400|limitSettings.timeout",
                "{'limitSettings':{'timeout':'PT0S'}}|400|limitSettings.timeout",
                "{'limitSettings':{'trialTimeout':'-PT1M'}}|400|limitSettings.trialTimeout",
                "{'featurizationSettings':{'mode':'Custom'}}|501|featurizationSettings.mode",
                "{'featurizationSettings':{'mode':'Some'}}|400|featurizationSettings.mode",
                "{'featurizationSettings':{'datasetLanguage':'deu'}}|501|featurizationSettings.datasetLanguage",
                "{'featurizationSettings':{'enableDnnFeaturization':true}}|501|featurizationSettings.enableDnnFeaturization",
                "{'featurizationSettings':{'blockedTransformers':['TfIdf']}}|501|featurizationSettings.blockedTransformers",
                "{'featurizationSettings':{'columnNameAndTypes':{'a':'Text'}}}|501|featurizationSettings.columnNameAndTypes",
                "{'featurizationSettings':{'transformerParams':{'imputer':[{'fields':['a']}]}}}|501|featurizationSettings.transformerParams",
                "{'trainingSettings':{'allowedTrainingAlgorithms':['Magic']}}|400|trainingSettings.allowedTrainingAlgorithms",
                "{'trainingSettings':{'allowedTrainingAlgorithms':['ElasticNet']}}|400|trainingSettings.allowedTrainingAlgorithms",
                "{'trainingSettings':{'allowedTrainingAlgorithms':['LightGBM']}}|501|trainingSettings.allowedTrainingAlgorithms",
                "{'trainingSettings':{'blockedTrainingAlgorithms':['Magic']}}|400|trainingSettings.blockedTrainingAlgorithms",
                "{'trainingSettings':{'allowedTrainingAlgorithms':['KNN'],'blockedTrainingAlgorithms':['KNN']}}|400|trainingSettings.blockedTrainingAlgorithms",
                "{'trainingSettings':{'enableDnnTraining':true}}|501|trainingSettings.enableDnnTraining",
                "{'trainingSettings':{'enableOnnxCompatibleModels':true}}|501|trainingSettings.enableOnnxCompatibleModels",
                "{'trainingSettings':{'enableStackEnsemble':true}}|501|trainingSettings.enableStackEnsemble",
                "{'trainingSettings':{'enableVoteEnsemble':true}}|501|trainingSettings.enableVoteEnsemble",
                "{'trainingSettings':{'stackEnsembleSettings':{}}}|501|trainingSettings.stackEnsembleSettings",
                "{'trainingSettings':{'ensembleModelDownloadTimeout':'PT5M'}}|501|trainingSettings.ensembleModelDownloadTimeout",
                "{'trainingSettings':{'trainingMode':'Distributed'}}|501|trainingSettings.trainingMode"
            })
    void refusesAndNamesTheSettingOfTheTask(String changes, int status, String target) {
        requireRefusal(changes, "{}", status, "properties.taskDetails." + target);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{'taskDetails':null}|400|properties.taskDetails",
                "{'componentId':'c'}|501|null",
                "{'outputs':{'model':{'jobOutputType':'mlflow_model'}}}|400|properties.outputs.model",
                "{'outputs':{'best_model':{'jobOutputType':'uri_folder'}}}|400|properties.outputs.best_model",
                "{'outputs':{'best_model':{'jobOutputType':'mlflow_model','uri':'azureml://datastores/d/paths/m'}}}|501|properties.outputs.best_model",
                "{'outputs':{'best_model':{'jobOutputType':'mlflow_model','assetName':'m'}}}|501|properties.outputs.best_model"
            })
    void refusesAndNamesTheSettingOfTheJob(String rest, int status, String target) {
        requireRefusal("{}", rest, status, target);
    }

    private static void requireRefusal(String task, String rest, int status, String target) {
        AzureException fault = catchThrowableOfType(AzureException.class, () -> job(task, rest));

        assertThat(fault).isNotNull();
        assertThat(fault.status()).isEqualTo(status);
        if (!target.equals("null")) {
            assertThat(fault.content().target()).isEqualTo(target);
        }
    }
}
