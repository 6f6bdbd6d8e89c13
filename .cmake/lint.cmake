# cmake --workflow --preset lint: layout, mistakes that compilers do not look for, and shell scripts.
# cmake --workflow --preset coverage: which lines the tests run.
file(GLOB_RECURSE lint_files CONFIGURE_DEPENDS data/*.[ch] ui/*.[ch] src/*.[ch] tests/*.[ch])
file(GLOB_RECURSE lint_scripts CONFIGURE_DEPENDS .ci/* .cmake/*.sh tests/*.sh)

# By file: hundreds of names make an unreadable command line.
list(JOIN lint_files "\n" lint_list)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/lint-files CONTENT "${lint_list}\n" @ONLY)

# A target that runs one tool; without it, the target says what to install and fails.
function(add_lint name tool)
	find_program(LINT_${name} ${tool} NO_CACHE)
	if(LINT_${name})
		add_custom_target(lint-${name} COMMAND ${LINT_${name}} ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} VERBATIM USES_TERMINAL)
	else()
		add_custom_target(lint-${name}
			COMMAND ${CMAKE_COMMAND} -E echo "${tool} is missing: lint needs clang-format, clang-tidy, cppcheck and shellcheck"
			COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
	endif()
	add_dependencies(lint lint-${name})
endfunction()

add_custom_target(lint)
add_lint(format clang-format --dry-run -Werror --files=${CMAKE_BINARY_DIR}/lint-files)
# What gcc was told and clang does not know is not clang-tidy's business.
add_lint(tidy run-clang-tidy -quiet -p ${CMAKE_BINARY_DIR} -extra-arg=-Wno-unknown-warning-option
	"^${CMAKE_SOURCE_DIR}/(data|ui|src|tests)/.*")
add_lint(cppcheck cppcheck --quiet --enable=warning,performance,portability --library=posix --inline-suppr --error-exitcode=1
	--suppressions-list=${CMAKE_SOURCE_DIR}/.cmake/cppcheck.suppressions --std=c11 --template=gcc -j 2 -I ${CMAKE_SOURCE_DIR} -D_GNU_SOURCE -DTIMESHEET_TEST_BUILD=1 data ui src tests)
add_lint(musl sh ${CMAKE_SOURCE_DIR}/.cmake/musl.sh ${CMAKE_SOURCE_DIR})
add_lint(shell shellcheck ${lint_scripts})

find_program(coverage_tool gcovr NO_CACHE)
if(NOT coverage_tool)
	add_custom_target(coverage
		COMMAND ${CMAKE_COMMAND} -E echo "gcovr is missing: coverage needs it" COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
elseif(NOT TIMESHEET_COVERAGE)
	add_custom_target(coverage
		COMMAND ${CMAKE_COMMAND} -E echo "nothing was counted in this build: cmake --workflow --preset coverage"
		COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
else()
	set(coverage_reader gcov)
	if(CMAKE_C_COMPILER_ID MATCHES "Clang")
		set(coverage_reader "llvm-cov gcov")
	endif()
	set(coverage_report ${CMAKE_SOURCE_DIR}/.build/coverage/report.txt)
	add_custom_target(coverage
		COMMAND ${coverage_tool} --root ${CMAKE_SOURCE_DIR} --gcov-executable ${coverage_reader}
			--filter ${CMAKE_SOURCE_DIR}/data/ --filter ${CMAKE_SOURCE_DIR}/ui/ --filter ${CMAKE_SOURCE_DIR}/src/
			--print-summary --txt ${coverage_report} ${CMAKE_BINARY_DIR}
		COMMAND ${CMAKE_COMMAND} -E echo "line by line: ${coverage_report}"
		VERBATIM USES_TERMINAL)
endif()
