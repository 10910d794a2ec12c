/**
 * One run from its preparation to its end. Start reading at RunExecution.
 */
package io.mltwin.node.run;
