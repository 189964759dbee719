package io.r2dbc.spi;

/** Stands for R2DBC's own interface: Spring Boot creates no DataSource beside a bean of a type with this name. */
public interface ConnectionFactory {}
