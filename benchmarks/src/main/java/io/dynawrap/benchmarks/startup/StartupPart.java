package io.dynawrap.benchmarks.startup;

import io.dynawrap.benchmarks.measure.Bar;
import io.dynawrap.benchmarks.measure.Contender;
import io.dynawrap.benchmarks.measure.Measure;
import io.dynawrap.benchmarks.measure.Part;
import io.dynawrap.benchmarks.measure.PartResult;
import io.dynawrap.benchmarks.measure.RaceResult;
import io.dynawrap.benchmarks.measure.Ratio;
import io.dynawrap.benchmarks.measure.Row;
import io.dynawrap.benchmarks.measure.Scale;
import io.dynawrap.benchmarks.measure.Work;
import io.dynawrap.embedded.DynamoDbLocalServer;
import io.dynawrap.embedded.EmbeddedPostgresServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/** How long it takes from the start of a process to an application that answers. */
public final class StartupPart implements Part {

    private static final Bar BAR = Bar.atMost(150_000_000);
    private static final String SAMPLE = "io.dynawrap.sample.SampleApplication";
    private static final String BARE = "io.dynawrap.benchmarks.startup.";

    /** What is on the class path for the benchmarks and the embedded servers only: neither application has it. */
    private static final Pattern NOT_AN_APPLICATIONS = Pattern.compile("""
            \\.xml$|/dynawrap-embedded/target/|/(com|io|org)/(almworks|antlr|eclipse|google|jetbrains|openjdk)/\
            |/(io|org)/(partiql|tukaani|zonky)/|/com/amazon/|/org/apache/commons/|/commons-(cli|codec|io)/|/jopt-simple/\
            |/springframework/data/|/amazon/dynamodb/|/awssdk/(dynamodb-enhanced|pinpoint|url-connection-client)/""");

    /** What the starter brings, and an application without it has not, unless it is on that database. */
    private static final Pattern DYNAWRAP = Pattern.compile("/dynawrap-(core|spring-boot-[a-z]+)/target/");

    private static final Pattern JACKSON_2 =
            Pattern.compile("/fasterxml/jackson/(core/jackson-(core|databind)|datatype)/");
    private static final Pattern AWS = Pattern.compile("/software/amazon/|/httpcomponents/|/reactivestreams/");
    private static final Pattern JDBC = Pattern.compile(
            "/(HikariCP|postgresql|spring-(jdbc|tx)|spring-boot-(starter-)?(jdbc|persistence|sql|transaction))/");
    private static final Pattern BENCHMARKS = Pattern.compile("/benchmarks/target/");

    /** A part. */
    public StartupPart() {}

    @Override
    public PartResult run(Scale scale) throws Exception {
        Path directory = Files.createTempDirectory("startup");
        try {
            return new PartResult("Startup of the sample application", rows(scale, directory));
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static List<Row> rows(Scale scale, Path directory) throws Exception {
        ClassPath classPath = new ClassPath(directory);
        List<Row> rows = new ArrayList<>();
        try (EmbeddedPostgresServer server = EmbeddedPostgresServer.start()) {
            List<String> arguments = List.of(
                    "--spring.datasource.url=" + server.jdbcUrl(),
                    "--spring.datasource.username=" + server.username(),
                    "--spring.datasource.password=" + server.password());
            Applications applications = new Applications(
                    new Application(SAMPLE, without(classPath, BENCHMARKS), arguments),
                    new Application(SAMPLE, without(classPath, BENCHMARKS, AWS), arguments),
                    new Application(
                            BARE + "jdbc.JdbcApplication", without(classPath, DYNAWRAP, JACKSON_2, AWS), arguments));
            rows.addAll(race(scale, "PostgreSQL", "application on JdbcTemplate", applications, directory));
        }
        try (DynamoDbLocalServer server = DynamoDbLocalServer.start()) {
            List<String> arguments = List.of(
                    "--spring.profiles.active=dynamodb",
                    "--dynawrap.dynamodb.endpoint=" + server.endpoint(),
                    "--dynawrap.dynamodb.region=" + server.region());
            Applications applications = new Applications(
                    new Application(SAMPLE, without(classPath, BENCHMARKS), arguments),
                    new Application(SAMPLE, without(classPath, BENCHMARKS, JDBC), arguments),
                    new Application(
                            BARE + "dynamodb.DynamoDbApplication",
                            without(classPath, DYNAWRAP, JACKSON_2, JDBC),
                            arguments));
            rows.addAll(race(scale, "DynamoDB", "application on the low-level client", applications, directory));
        }
        return rows;
    }

    private static List<Row> race(Scale scale, String database, String bare, Applications applications, Path directory)
            throws Exception {
        Path archives = Files.createDirectories(directory.resolve(database));
        Application leanArchived = applications.lean().archived(archives.resolve("lean.archive"));
        Application bareArchived = applications.bare().archived(archives.resolve("bare.archive"));
        List<Application> all =
                List.of(applications.sample(), applications.lean(), applications.bare(), leanArchived, bareArchived);
        Work end = () -> {
            for (Application application : all) {
                application.end();
            }
            return null;
        };
        String work = "start on " + database;
        String starter = work + ", starter of " + database;
        String archive = starter + ", archive";
        try {
            RaceResult result = scale.race(180, 1)
                    .run(List.of(
                            new Contender("sample", end, applications.sample()::start),
                            new Contender("no archive", end, applications.lean()::start),
                            new Contender(bare, end, applications.bare()::start),
                            new Contender("archive", end, leanArchived::start),
                            new Contender(bare + ", archive", end, bareArchived::start)));
            return List.of(
                    result.row(work, Measure.TIME, "sample", bare, Ratio.DIFFERENCE, BAR),
                    result.row(starter, Measure.TIME, "no archive", bare, Ratio.DIFFERENCE, null),
                    result.row(archive, Measure.TIME, "archive", bare + ", archive", Ratio.DIFFERENCE, null),
                    result.row(archive, Measure.TIME, "archive", "no archive", Ratio.DIFFERENCE, null));
        } finally {
            end.run();
        }
    }

    /** The classes of the sample, which has the settings and the page of both applications, and the libraries. */
    private static String without(ClassPath classPath, Pattern... patterns) throws IOException {
        List<Pattern> absent = new ArrayList<>(List.of(patterns));
        absent.add(NOT_AN_APPLICATIONS);
        List<String> entries = new ArrayList<>();
        entries.add(System.getProperty("benchmarks.sample"));
        entries.addAll(List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        return classPath.of(entries, absent);
    }
}
