/**
 * The five flows of the document, and the traces they leave. Uses {@code fixtures}. Start reading
 * at {@code FlowsTest}.
 */
package io.mltwin.e2e.flows;
