/**
 * Random programs, run on both databases and on a small model of the rules in memory, which must all give the same answers.
 * Nothing in here but the runs on the databases uses the library's code.
 */
@org.jspecify.annotations.NullMarked
package io.dynawrap.differential;
