/**
 * Serverless compute: nodes that Azure ML makes for one run and removes with it. Uses compute
 * targets and runs; knows no queue. Start reading at {@code ServerlessPools}.
 */
package io.mltwin.compute.serverless;
