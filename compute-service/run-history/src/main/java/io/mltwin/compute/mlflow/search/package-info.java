/**
 * MLflow's language of filters and orders. It knows neither runs nor experiments, which are handed
 * in as functions. Start reading at {@code SearchFilter}.
 */
package io.mltwin.compute.mlflow.search;
