/**
 * Automated ML jobs: a run that has a table checked and featurized, then pipelines trained on it,
 * each as a command job ({@code jobs}) on the job's compute. The Python code that those run is in
 * the resources {@code automl/code}. Start reading at {@code AutoMLJobs} and {@code
 * AutoMLProgress}.
 */
package io.mltwin.compute.automl;
