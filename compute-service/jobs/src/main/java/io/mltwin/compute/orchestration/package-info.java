/**
 * Runs that lead others: which there are, who works on them, how they are canceled. What they do is
 * left to their {@code RunLeader}. Start reading at {@code OrchestrationTask}.
 */
package io.mltwin.compute.orchestration;
