// Reads a TMX or XLIFF file with the npm package of its kind; prints its pairs as JSON: [[zh, en], …].
const { readFileSync } = require('node:fs')

const [kind, path] = process.argv.slice(2)
const text = readFileSync(path, 'utf8')
const print = (pairs) => process.stdout.write(JSON.stringify(pairs))
const fail = (error) => { throw error }

if (kind === 'tmx') {
  require('tmexchange/tmx2js')(text, (error, read) => {
    if (error) fail(error)
    // Keyed by tuid, or by the source where there is none.
    print(Object.values(read.resources).map((unit) => [unit['zh-CN'], unit['en-US']]))
  })
} else {
  const reader = kind === '1.2' ? 'xliff/xliff12ToJs' : 'xliff/xliff2js'
  require(reader)(text, (error, read) => {
    if (error) fail(error)
    print(Object.values(read.resources).flatMap(Object.values).map((unit) => [unit.source, unit.target]))
  })
}
